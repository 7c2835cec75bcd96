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
    private const int LongestEscape = 6;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    // With the bytes with which the three line ends begin.
    private static readonly SearchValues<byte> EscapedOrLead =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\', 0xC2, 0xE2]);

    /// <summary>A text as a JSON string.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="output">Takes the string.</param>
    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);

        // The three are looked for apart, for a search of them and ASCII together is many times slower.
        var hasLineEnds = text.IndexOf("\u0085"u8) >= 0 || text.IndexOf("\u2028"u8) >= 0 || text.IndexOf("\u2029"u8) >= 0;
        var special = hasLineEnds ? EscapedOrLead : Escaped;
        var (written, at) = (0, 0);
        while (text[at..].IndexOfAny(special) is >= 0 and var next)
        {
            at += next;
            var (character, length) = EscapedAt(text[at..]);
            if (length == 0)
            {
                at++;
                continue;
            }

            output.Write(text[written..at]);
            output.Advance(Escape(character, output.GetSpan(LongestEscape)));
            at += length;
            written = at;
        }

        output.Write(text[written..]);
        output.Write("\""u8);
    }

    /// <summary>A name as a JSON string.</summary>
    public static void Write(string text, IBufferWriter<byte> output) => Write(Encoding.UTF8.GetBytes(text), output);

    /// <summary>A list of turns as a JSON array.</summary>
    public static void Write(IReadOnlyList<OutputTurn> turns, OutputSchema schema, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < turns.Count; i++)
        {
            output.Write(i == 0 ? "{"u8 : ",{"u8);
            Write(schema.RoleName, output);
            output.Write(":"u8);
            Write(turns[i].Role.Utf8, output);
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
            Write(turn.Content.Utf8, output);
            return;
        }

        var members = JsonElement.Parse(turn.Extra);
        var hasParts = members.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array;
        if (hasParts)
        {
            output.Write("[{\"type\":\"text\",\"text\":"u8);
            Write(turn.Content.Utf8, output);
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
            Write(turn.Content.Utf8, output);
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

    // The character that stands there and its bytes; none where it is another one that begins as a line end does.
    private static (char Character, int Length) EscapedAt(ReadOnlySpan<byte> text) => text switch
    {
        [0xC2, 0x85, ..] => ('\u0085', 2),
        [0xE2, 0x80, 0xA8, ..] => ('\u2028', 3),
        [0xE2, 0x80, 0xA9, ..] => ('\u2029', 3),
        [0xC2 or 0xE2, ..] => default,
        _ => ((char)text[0], 1),
    };

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
