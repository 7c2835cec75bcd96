using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// Writes JSON as UTF-8. Text stands as it is; escaped are only quotes, backslashes, control characters, and the three characters that
/// some readers take for the end of a line. (The runtime's encoders escape emoji, and more or less with each version's Unicode tables.)
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    /// <summary>A text as a JSON string.</summary>
    public static void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(Escaped) is >= 0 and var next ? next : text.Length;
            WriteLine(text[..plain], output);
            if (plain < text.Length)
            {
                WriteEscape(text[plain], output);
                plain++;
            }

            text = text[plain..];
        }

        output.Write("\""u8);
    }

    /// <summary>A list of turns as a JSON array.</summary>
    public static void Write(IReadOnlyList<OutputTurn> turns, OutputSchema schema, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < turns.Count; i++)
        {
            output.Write(i == 0 ? "{"u8 : ",{"u8);
            Write(schema.RoleName, output);
            output.Write(":"u8);
            Write(turns[i].Role, output);
            output.Write(","u8);
            Write(schema.ContentName, output);
            output.Write(":"u8);
            WriteContent(turns[i], output);
            output.Write("}"u8);
        }

        output.Write("]"u8);
    }

    // Content and the other members. Parts that are no texts stand in one list with the text.
    private static void WriteContent(OutputTurn turn, IBufferWriter<byte> output)
    {
        if (turn.Extra is null)
        {
            Write(turn.Content, output);
            return;
        }

        var members = JsonElement.Parse(turn.Extra);
        var hasParts = members.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array;
        if (hasParts)
        {
            output.Write("[{\"type\":\"text\",\"text\":"u8);
            Write(turn.Content, output);
            output.Write("}"u8);
            foreach (var part in parts.EnumerateArray())
            {
                output.Write(","u8);
                WriteUtf8(part.GetRawText(), output);
            }

            output.Write("]"u8);
        }
        else
        {
            Write(turn.Content, output);
        }

        foreach (var member in members.EnumerateObject())
        {
            if (!hasParts || member.Name != "parts")
            {
                output.Write(","u8);
                Write(member.Name, output);
                output.Write(":"u8);
                WriteUtf8(member.Value.GetRawText(), output);
            }
        }
    }

    /// <summary>Text as it stands.</summary>
    public static void WriteUtf8(ReadOnlySpan<char> text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    public static void Write(long number, IBufferWriter<byte> output)
    {
        number.TryFormat(output.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    // Without ASCII to escape. The three are looked for apart, for a search of them and ASCII together is many times slower.
    private static void WriteLine(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        while (text.IndexOfAny('\u0085', '\u2028', '\u2029') is >= 0 and var next)
        {
            WriteUtf8(text[..next], output);
            WriteEscape(text[next], output);
            text = text[(next + 1)..];
        }

        WriteUtf8(text, output);
    }

    private static void WriteEscape(char character, IBufferWriter<byte> output)
    {
        switch (character)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write(@"\\"u8); break;
            case '\n': output.Write(@"\n"u8); break;
            case '\r': output.Write(@"\r"u8); break;
            case '\t': output.Write(@"\t"u8); break;
            default: WriteUtf8(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"), output); break;
        }
    }
}
