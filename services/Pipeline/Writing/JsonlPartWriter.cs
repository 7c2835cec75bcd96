using System.Buffers;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes JSON Lines: an object of the row's columns on each line, without those that have nothing.</summary>
internal sealed class JsonlPartWriter : TextPartWriter
{
    private readonly OutputSchema _schema;
    private readonly byte[][] _names;

    public JsonlPartWriter(Stream output, OutputSchema schema, OutputCompression compression)
        : base(output, compression)
    {
        _schema = schema;
        _names = [.. schema.Columns.Select(column => System.Text.Encoding.UTF8.GetBytes($"\"{column.Name}\":"))];
    }

    public override void Add(ReadOnlySpan<OutputValue> row)
    {
        var first = true;
        for (var i = 0; i < row.Length; i++)
        {
            var type = _schema.Columns[i].Type;
            if (type is ColumnType.OptionalText or ColumnType.OptionalJson && row[i].Text is null)
            {
                continue;
            }

            Pending.Write(first ? "{"u8 : ","u8);
            Pending.Write(_names[i]);
            Write(type, row[i]);
            first = false;
        }

        Pending.Write("}\n"u8);
    }

    private void Write(ColumnType type, OutputValue value)
    {
        switch (type)
        {
            case ColumnType.OptionalJson:
                Pending.Write(value.Text!.Utf8);
                break;
            case ColumnType.Turns:
                JsonText.Write(value.Turns!, _schema, Pending);
                break;
            case ColumnType.Flag:
                Pending.Write(value.Number == 1 ? "true"u8 : "false"u8);
                break;
            case ColumnType.Number:
                JsonText.Write(value.Number, Pending);
                break;
            default:
                JsonText.Write(value.Text!.Utf8, Pending);
                break;
        }
    }
}
