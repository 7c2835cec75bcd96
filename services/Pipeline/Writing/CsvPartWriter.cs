using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes CSV as RFC 4180 has it: a header, CRLF between records, and texts in quotes with quotes doubled.</summary>
internal sealed class CsvPartWriter : TextPartWriter
{
    public CsvPartWriter(Stream file, OutputCompression compression)
        : base(file, compression) => Append("id,text,file,row\r\n"u8);

    protected override void Write(OutputRecord record)
    {
        Append(record.Id);
        Append(","u8);
        AppendQuoted(record.Text);
        Append(","u8);
        AppendQuoted(record.File);
        Append(","u8);
        Append(record.Row);
        Append("\r\n"u8);
    }

    private void AppendQuoted(ReadOnlySpan<char> text)
    {
        Append("\""u8);
        while (text.IndexOf('"') is >= 0 and var at)
        {
            Append(text[..at]);
            Append("\"\""u8);
            text = text[(at + 1)..];
        }

        Append(text);
        Append("\""u8);
    }
}
