namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>A name that begins with *, which stands for a value elsewhere. The composer has refused it already.</summary>
internal sealed record YamlAlias(int Line, int Column) : YamlNode(Line, Column);
