using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>Writes the rows of a table of text as JSON objects, each over the one before. Every value is a string.</summary>
internal sealed class RowWriter
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly byte[][] _names;

    /// <param name="names">The columns' names.</param>
    public RowWriter(IEnumerable<string> names) =>
        _names = [.. names.Select((name, index) => (byte[])[(byte)(index == 0 ? '{' : ','), .. JsonSerializer.SerializeToUtf8Bytes(name, Readable), (byte)':', (byte)'"'])];

    /// <summary>How many columns there are.</summary>
    public int Columns => _names.Length;

    /// <summary>The row as an object, valid until the next is written.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="fields">Its fields, at least as many as there are columns; others are left out.</param>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> row, IReadOnlyList<CsvField> fields)
    {
        _json.ResetWrittenCount();
        for (var column = 0; column < _names.Length; column++)
        {
            var field = fields[column];
            _json.Write(_names[column]);
            WriteText(row.Slice(field.Start, field.Length), field.Quoted);
            _json.Write("\""u8);
        }

        _json.Write("}"u8);
        return _json.WrittenMemory;
    }

    private void WriteText(ReadOnlySpan<byte> text, bool quoted)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            _json.Write(text[..at]);
            var special = text[at];
            switch (special)
            {
                case (byte)'"':
                    at += quoted && text[(at + 1)..].StartsWith("\""u8) ? 1 : 0;
                    _json.Write("\\\""u8);
                    break;
                case (byte)'\\':
                    _json.Write("\\\\"u8);
                    break;
                case (byte)'\n':
                    _json.Write("\\n"u8);
                    break;
                case (byte)'\r':
                    _json.Write("\\r"u8);
                    break;
                case (byte)'\t':
                    _json.Write("\\t"u8);
                    break;
                default:
                    _json.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)('0' + (special >> 4)), "0123456789abcdef"u8[special & 15]]);
                    break;
            }

            text = text[(at + 1)..];
        }

        _json.Write(text);
    }
}
