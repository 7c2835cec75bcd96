using System.Buffers;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>Writes a file's metadata: FileMetaData of parquet.thrift, whose numbers of fields and values these are.</summary>
internal sealed class ParquetFooter(OutputSchema schema, int codec)
{
    private const int Required = 0;
    private const int Optional = 1;
    private const int Repeated = 2;

    // The types of texts and lists, in the older way and the newer.
    private const int Utf8Converted = 0;
    private const int ListConverted = 3;
    private const short StringLogical = 1;
    private const short ListLogical = 3;

    public void Write(IReadOnlyList<RowGroupInfo> groups, IBufferWriter<byte> output)
    {
        var thrift = new ThriftWriter(output);
        thrift.Begin();
        thrift.Number(1, 1);
        WriteSchema(thrift);
        thrift.Number(3, groups.Sum(group => group.Rows));
        thrift.Structs(4, groups.Count);
        foreach (var group in groups)
        {
            WriteGroup(thrift, group);
        }

        thrift.Text(6, "text2llm");
        thrift.End();
    }

    private void WriteSchema(ThriftWriter thrift)
    {
        thrift.Structs(2, 1 + schema.Columns.Sum(column => column.Type == ColumnType.Turns ? 6 : 1));
        WriteGroupElement(thrift, "schema", repetition: null, schema.Columns.Count);
        foreach (var column in schema.Columns)
        {
            if (column.Type == ColumnType.Turns)
            {
                WriteGroupElement(thrift, column.Name, Required, children: 1, ListConverted, ListLogical);
                WriteGroupElement(thrift, "list", Repeated, children: 1);
                WriteGroupElement(thrift, "element", Required, children: 3);
                WriteText(thrift, schema.RoleName, Required);
                WriteText(thrift, schema.ContentName, Required);
                WriteText(thrift, ParquetColumns.TurnExtra, Optional);
            }
            else if (column.Type is ColumnType.Flag or ColumnType.Number)
            {
                thrift.Begin();
                thrift.Number(1, (int)ParquetColumns.TypeOf(column.Type));
                thrift.Number(3, Required);
                thrift.Text(4, column.Name);
                thrift.End();
            }
            else
            {
                WriteText(thrift, column.Name, column.Type == ColumnType.Text ? Required : Optional);
            }
        }
    }

    private static void WriteText(ThriftWriter thrift, string name, int repetition)
    {
        thrift.Begin();
        thrift.Number(1, (int)PhysicalType.ByteArray);
        thrift.Number(3, repetition);
        thrift.Text(4, name);
        WriteAnnotation(thrift, Utf8Converted, StringLogical);
        thrift.End();
    }

    private static void WriteGroupElement(
        ThriftWriter thrift, string name, int? repetition, int children, int? converted = null, short logical = 0)
    {
        thrift.Begin();
        if (repetition is { } given)
        {
            thrift.Number(3, given);
        }

        thrift.Text(4, name);
        thrift.Number(5, children);
        if (converted is { } type)
        {
            WriteAnnotation(thrift, type, logical);
        }

        thrift.End();
    }

    private static void WriteAnnotation(ThriftWriter thrift, int converted, short logical)
    {
        thrift.Number(6, converted);
        thrift.Begin(10);
        thrift.Begin(logical);
        thrift.End();
        thrift.End();
    }

    private void WriteGroup(ThriftWriter thrift, RowGroupInfo group)
    {
        thrift.Begin();
        thrift.Structs(1, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
        {
            thrift.Begin();
            thrift.Number(2, 0L); // Where metadata stood that is not written beside the pages any more.
            thrift.Begin(3);
            thrift.Number(1, (int)chunk.Leaf.Type);
            thrift.Numbers(2, [0, 3]); // Plain values, run lengths of levels.
            thrift.Texts(3, chunk.Leaf.Path);
            thrift.Number(4, codec);
            thrift.Number(5, chunk.Values);
            thrift.Number(6, chunk.UncompressedBytes);
            thrift.Number(7, chunk.CompressedBytes);
            thrift.Number(9, chunk.Offset);
            thrift.End();
            thrift.End();
        }

        thrift.Number(2, group.Chunks.Sum(chunk => chunk.UncompressedBytes));
        thrift.Number(3, group.Rows);
        thrift.Number(5, group.Chunks[0].Offset);
        thrift.Number(6, group.Chunks.Sum(chunk => chunk.CompressedBytes));
        thrift.End();
    }
}
