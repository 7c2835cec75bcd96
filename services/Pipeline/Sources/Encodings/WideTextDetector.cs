using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>Tells UTF-16 and UTF-32 that have no byte order mark from their first bytes, among which there is a zero.</summary>
internal static class WideTextDetector
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>UTF-16 or UTF-32 of either byte order, or null when the content is neither.</summary>
    public static EncodingGuess? Of(ReadOnlySpan<byte> head, bool whole)
    {
        if (whole && head.Length % 2 != 0)
        {
            return null;
        }

        head = head[..Math.Min(head.Length & ~3, SampleBytes)] is { Length: > 0 } sample ? sample : head;
        if (IsUtf32(head, bigEndian: false))
        {
            return new EncodingGuess(SourceEncoding.Utf32, "zero bytes as in UTF-32");
        }

        if (IsUtf32(head, bigEndian: true))
        {
            return new EncodingGuess(SourceEncoding.Utf32BigEndian, "zero bytes as in UTF-32BE");
        }

        if (IsAsciiWithZeros(head))
        {
            return null;
        }

        var (little, big) = (Score(head, bigEndian: false), Score(head, bigEndian: true));
        return Math.Max(little, big) <= 0 ? null
            : little >= big ? new EncodingGuess(SourceEncoding.Utf16, "zero bytes as in UTF-16")
            : new EncodingGuess(SourceEncoding.Utf16BigEndian, "zero bytes as in UTF-16BE");
    }

    private static bool IsUtf32(ReadOnlySpan<byte> head, bool bigEndian)
    {
        for (var at = 0; at + 4 <= head.Length; at += 4)
        {
            var value = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[at..]);
            if (value == 0 || !Rune.IsValid(value))
            {
                return false;
            }
        }

        return head.Length >= 4;
    }

    // A text in which a few zeros stand is no UTF-16: that has one for each ASCII character, or bytes that are none.
    private static bool IsAsciiWithZeros(ReadOnlySpan<byte> head)
    {
        var zeros = head.Count((byte)0);
        return zeros * 4 < head.Length && !head.ContainsAnyExcept(Printable);
    }

    private static readonly System.Buffers.SearchValues<byte> Printable =
        System.Buffers.SearchValues.Create([0, (byte)'\t', (byte)'\n', (byte)'\r', .. Enumerable.Range(0x20, 0x5f).Select(value => (byte)value)]);

    // How many ASCII characters there are, less what no text has: read in the wrong byte order, there are none. 0 when it is no text.
    private static int Score(ReadOnlySpan<byte> head, bool bigEndian)
    {
        var (ascii, bad, units) = (0, 0, head.Length / 2);
        for (var at = 0; at + 2 <= head.Length; at += 2)
        {
            var unit = (char)(bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(head[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[at..]));
            if (unit is >= ' ' and <= '~' or '\n' or '\r' or '\t')
            {
                ascii++;
            }
            else if (unit == 0 || char.GetUnicodeCategory(unit)
                is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            {
                bad++;
            }
        }

        return bad * 50 > units ? 0 : ascii - bad;
    }
}
