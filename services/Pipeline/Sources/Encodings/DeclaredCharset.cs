using System.Buffers;
using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>The encoding that an HTML page or an XML document says it is in.</summary>
internal static class DeclaredCharset
{
    // Where HTML's own rules look for it.
    private const int HeadBytes = 1024;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\"' />;?"u8);

    /// <summary>The encoding of one byte, or of one or two, that is declared at the beginning, or null.</summary>
    public static EncodingGuess? Of(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadBytes)];
        return head.TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? After(head, "charset="u8) ?? After(head, "encoding="u8) : null;
    }

    private static EncodingGuess? After(ReadOnlySpan<byte> head, ReadOnlySpan<byte> key)
    {
        var at = head.IndexOf(key);
        if (at < 0)
        {
            return null;
        }

        var value = head[(at + key.Length)..].TrimStart("\"' "u8);
        var end = value.IndexOfAny(Ends);
        var name = Encoding.ASCII.GetString(end < 0 ? value : value[..end]);
        return CodePages.Named(name) is { } encoding and not (SourceEncoding.Utf8 or SourceEncoding.Utf16 or SourceEncoding.Utf16BigEndian)
            ? new EncodingGuess(encoding, "the document says so")
            : null;
    }
}
