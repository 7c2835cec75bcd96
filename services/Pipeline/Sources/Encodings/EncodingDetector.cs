using System.Buffers;
using System.Text;
using Text2Llm.Pipeline.Jobs;
using UtfUnknown;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>Tells the encoding of a text from its first bytes.</summary>
internal static class EncodingDetector
{
    // As much of the lines that are not ASCII as letters need to be told by how often they occur.
    private const int EvidenceBytes = 32 * 1024;

    // What Windows-1252 does not define, and y with two dots: among bytes that are no text of any encoding they are common.
    private static readonly SearchValues<byte> HardlyWestern = SearchValues.Create([0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xff]);

    /// <summary>The encoding that a byte order mark stands for, or null.</summary>
    public static EncodingGuess? OfMark(ReadOnlySpan<byte> head)
    {
        SourceEncoding? encoding =
            head.StartsWith("\uFEFF"u8) ? SourceEncoding.Utf8
            : head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) ? SourceEncoding.Utf32
            : head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]) ? SourceEncoding.Utf32BigEndian
            : head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? SourceEncoding.Utf16
            : head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? SourceEncoding.Utf16BigEndian
            : head.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]) ? SourceEncoding.Gb18030
            : null;
        return encoding is { } found
            ? new EncodingGuess(found, "a byte order mark", found switch
            {
                SourceEncoding.Utf8 => 3,
                SourceEncoding.Utf16 or SourceEncoding.Utf16BigEndian => 2,
                _ => 4,
            })
            : null;
    }

    /// <summary>The encoding of some content.</summary>
    /// <param name="head">Its first bytes, or all.</param>
    /// <param name="whole">Whether they are all.</param>
    public static EncodingGuess Of(ReadOnlySpan<byte> head, bool whole)
    {
        if (OfMark(head) is { } marked)
        {
            return marked;
        }

        if (head.Contains((byte)0))
        {
            return WideTextDetector.Of(head, whole)
                ?? new EncodingGuess(SourceEncoding.Utf8, "zero bytes, as no other encoding has them");
        }

        if (Ascii.IsValid(head))
        {
            return new EncodingGuess(SourceEncoding.Utf8, "nothing but ASCII at the beginning");
        }

        var (valid, invalid) = CountUtf8(head, whole);
        if (invalid == 0)
        {
            return new EncodingGuess(SourceEncoding.Utf8, "valid UTF-8 beyond ASCII");
        }

        // By chance other encodings have hardly any sequences that are valid.
        return valid > 4 * invalid
            ? new EncodingGuess(SourceEncoding.Utf8, "mostly valid UTF-8 beyond ASCII")
            : DeclaredCharset.Of(head) ?? ByLetters(Evidence(head));
    }

    private static EncodingGuess ByLetters(ReadOnlySpan<byte> evidence)
    {
        var details = CharsetDetector.DetectFromBytes(evidence.ToArray()).Details;
        foreach (var detail in details ?? [])
        {
            if (CodePages.Named(detail.EncodingName) is { } encoding and not SourceEncoding.Utf8
                && (encoding != SourceEncoding.Windows1252 || !evidence.ContainsAny(HardlyWestern)))
            {
                return new EncodingGuess(encoding, $"its letters occur as in texts in {CodePages.NameOf(encoding)}");
            }
        }

        return new EncodingGuess(SourceEncoding.Utf8, "not valid UTF-8, but like no other encoding either");
    }

    // Counts the sequences of several bytes that are valid, and the bytes that are not.
    private static (int Valid, int Invalid) CountUtf8(ReadOnlySpan<byte> head, bool whole)
    {
        var (valid, invalid) = (0, 0);
        while (true)
        {
            var next = head.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            if (next < 0)
            {
                return (valid, invalid);
            }

            head = head[next..];
            var status = Rune.DecodeFromUtf8(head, out _, out var consumed);
            if (status == OperationStatus.Done)
            {
                valid++;
            }
            else if (status == OperationStatus.NeedMoreData && !whole)
            {
                return (valid, invalid);
            }
            else
            {
                invalid++;
            }

            head = head[consumed..];
        }
    }

    // The lines that are not ASCII.
    private static ReadOnlySpan<byte> Evidence(ReadOnlySpan<byte> head)
    {
        var lines = new ArrayBufferWriter<byte>();
        while (!head.IsEmpty && lines.WrittenCount < EvidenceBytes)
        {
            var end = head.IndexOf((byte)'\n');
            var line = end < 0 ? head : head[..(end + 1)];
            if (!Ascii.IsValid(line))
            {
                lines.Write(line[..Math.Min(line.Length, EvidenceBytes)]);
            }

            head = head[line.Length..];
        }

        return lines.WrittenSpan;
    }
}
