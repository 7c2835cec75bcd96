using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Text2Llm.Pipeline.Shaping;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// Writes JSON as UTF-8. Text stands as it is; escaped are only quotes, backslashes, control characters, and the three characters that
/// some readers take for the end of a line. (The runtime's encoders escape emoji, and more or less with each version's Unicode tables.)
/// </summary>
internal static class JsonText
{
    private const int ChunkChars = 4096;
    private const int LongestEscape = 6;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private static readonly SearchValues<char> EscapedLineEnds = SearchValues.Create("\u0085\u2028\u2029");

    /// <summary>A text as a JSON string.</summary>
    public static void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (text.Length > 0)
        {
            var length = Math.Min(text.Length, ChunkChars);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            {
                length--;
            }

            output.Advance(Escape(text[..length], output.GetSpan(LongestEscape * length)));
            text = text[length..];
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
            WriteContent(turns[i], schema, output);
            output.Write("}"u8);
        }

        output.Write("]"u8);
    }

    // Content and the other members. Parts that are no texts stand in one list with the text.
    private static void WriteContent(OutputTurn turn, OutputSchema schema, IBufferWriter<byte> output)
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
            // A member of this name can only be the rest of another shape.
            var isTaken = member.Name == schema.RoleName || member.Name == schema.ContentName || (hasParts && member.Name == "parts");
            if (!isTaken)
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

    private static int Escape(ReadOnlySpan<char> text, Span<byte> output)
    {
        // The three are looked for apart, for a search of them and ASCII together is many times slower.
        var hasLineEnds = text.ContainsAny(EscapedLineEnds);
        var written = 0;
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(Escaped) is >= 0 and var next ? next : text.Length;
            if (hasLineEnds && text[..plain].IndexOfAny(EscapedLineEnds) is >= 0 and var lineEnd)
            {
                plain = lineEnd;
            }

            Utf8.FromUtf16(text[..plain], output[written..], out _, out var bytes);
            written += bytes;
            if (plain == text.Length)
            {
                break;
            }

            written += Escape(text[plain], output[written..]);
            text = text[(plain + 1)..];
        }

        return written;
    }

    private static int Escape(char character, Span<byte> output)
    {
        var letter = character switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 'u',
        };
        (output[0], output[1]) = ((byte)'\\', (byte)letter);
        if (letter != 'u')
        {
            return 2;
        }

        ((int)character).TryFormat(output[2..], out _, "x4", CultureInfo.InvariantCulture);
        return LongestEscape;
    }
}
