namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>A column of values, as Parquet has it.</summary>
/// <param name="Path">The names that lead to it.</param>
/// <param name="Type">How its values are stored. Byte arrays are texts.</param>
/// <param name="MaxRepetition">How many of the names on its path may repeat.</param>
/// <param name="MaxDefinition">How many of them may be missing or repeat.</param>
internal sealed record ParquetLeaf(IReadOnlyList<string> Path, PhysicalType Type, int MaxRepetition, int MaxDefinition);
