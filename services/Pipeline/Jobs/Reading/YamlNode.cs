namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>A value of a YAML document and the place where it begins.</summary>
internal abstract record YamlNode(int Line, int Column);
