namespace Text2Llm.Pipeline.Shaping;

/// <summary>A column of the output: a field of each JSON object, a column of a table.</summary>
internal sealed record OutputColumn(string Name, ColumnType Type);
