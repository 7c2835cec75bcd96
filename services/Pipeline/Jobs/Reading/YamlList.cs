namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>A sequence of values.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column);
