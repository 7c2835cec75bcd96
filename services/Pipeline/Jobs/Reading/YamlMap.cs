namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>Values by name, in the order of the file, each name once.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line, Column);
