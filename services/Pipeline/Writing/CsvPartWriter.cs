using System.Buffers;
using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// Writes CSV as RFC 4180 has it: a header, CRLF between records, and texts in quotes with quotes doubled. Turns and other nested values are
/// JSON. A text stands as it is even where a spreadsheet would take it for a formula: this is data to train with.
/// </summary>
internal sealed class CsvPartWriter : TextPartWriter
{
    private readonly OutputSchema _schema;
    private readonly ArrayBufferWriter<byte> _json = new();

    public CsvPartWriter(Stream output, OutputSchema schema, OutputCompression compression)
        : base(output, compression)
    {
        _schema = schema;
        Pending.Write(Encoding.UTF8.GetBytes($"{string.Join(',', schema.Columns.Select(column => column.Name))}\r\n"));
    }

    public override void Add(ReadOnlySpan<OutputValue> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
            {
                Pending.Write(","u8);
            }

            Write(_schema.Columns[i].Type, row[i]);
        }

        Pending.Write("\r\n"u8);
    }

    private void Write(ColumnType type, OutputValue value)
    {
        switch (type)
        {
            case ColumnType.Flag:
                Pending.Write(value.Number == 1 ? "true"u8 : "false"u8);
                break;
            case ColumnType.Number:
                JsonText.Write(value.Number, Pending);
                break;
            case ColumnType.Turns:
                _json.ResetWrittenCount();
                JsonText.Write(value.Turns!, _schema, _json);
                WriteQuoted(_json.WrittenSpan);
                break;
            default:
                if (value.Text is not null)
                {
                    WriteQuoted(value.Text.Utf8);
                }

                break;
        }
    }

    private void WriteQuoted(ReadOnlySpan<byte> text)
    {
        Pending.Write("\""u8);
        while (text.IndexOf((byte)'"') is >= 0 and var next)
        {
            Pending.Write(text[..next]);
            Pending.Write("\"\""u8);
            text = text[(next + 1)..];
        }

        Pending.Write(text);
        Pending.Write("\""u8);
    }
}
