using System.Buffers;
using System.Globalization;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// Writes JSON Lines. Text stands as it is; escaped are only quotes, backslashes, control characters, and the three characters that
/// some readers take for the end of a line. (The runtime's encoders escape emoji, and more or less with each version's Unicode tables.)
/// </summary>
internal sealed class JsonlPartWriter(Stream file, OutputCompression compression) : TextPartWriter(file, compression)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\', '\u0085', '\u2028', '\u2029']);

    protected override void Write(OutputRecord record)
    {
        Append("{\"id\":\""u8);
        Append(record.Id);
        Append("\",\"text\":"u8);
        AppendString(record.Text);
        Append(",\"file\":"u8);
        AppendString(record.File);
        Append(",\"row\":"u8);
        Append(record.Row);
        Append("}\n"u8);
    }

    private void AppendString(ReadOnlySpan<char> text)
    {
        Append("\""u8);
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Append(text[..at]);
            AppendEscape(text[at]);
            text = text[(at + 1)..];
        }

        Append(text);
        Append("\""u8);
    }

    private void AppendEscape(char character)
    {
        switch (character)
        {
            case '"': Append("\\\""u8); break;
            case '\\': Append(@"\\"u8); break;
            case '\n': Append(@"\n"u8); break;
            case '\r': Append(@"\r"u8); break;
            case '\t': Append(@"\t"u8); break;
            default: Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")); break;
        }
    }
}
