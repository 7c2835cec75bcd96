using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>The columns of values that a column of the output becomes.</summary>
internal static class ParquetColumns
{
    /// <summary>What a turn has for its other members.</summary>
    public const string TurnExtra = "extra";

    public static IEnumerable<ParquetLeaf> Of(OutputSchema schema) => schema.Columns.SelectMany(column => column.Type switch
    {
        ColumnType.Turns => new[]
        {
            new ParquetLeaf([column.Name, "list", "element", schema.RoleName], PhysicalType.ByteArray, MaxRepetition: 1, MaxDefinition: 1),
            new ParquetLeaf([column.Name, "list", "element", schema.ContentName], PhysicalType.ByteArray, MaxRepetition: 1, MaxDefinition: 1),
            new ParquetLeaf([column.Name, "list", "element", TurnExtra], PhysicalType.ByteArray, MaxRepetition: 1, MaxDefinition: 2),
        },
        ColumnType.OptionalText or ColumnType.OptionalJson => [new ParquetLeaf([column.Name], PhysicalType.ByteArray, 0, MaxDefinition: 1)],
        _ => [new ParquetLeaf([column.Name], TypeOf(column.Type), 0, 0)],
    });

    public static PhysicalType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Flag => PhysicalType.Boolean,
        ColumnType.Number => PhysicalType.Int64,
        _ => PhysicalType.ByteArray,
    };
}
