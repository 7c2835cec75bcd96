using System.Buffers;
using System.IO.Hashing;
using System.Text.Unicode;

namespace Text2Llm.Pipeline.Deduplication;

/// <summary>The identity of a text: XXH128 of its UTF-8.</summary>
internal static class ContentHash
{
    /// <summary>The hash of a text, and the length of its UTF-8.</summary>
    public static (UInt128 Hash, int Utf8Bytes) Of(string text)
    {
        var hash = new XxHash128();
        var bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var rest = text.AsSpan();
        var total = 0;
        while (rest.Length > 0)
        {
            Utf8.FromUtf16(rest, bytes, out var read, out var written);
            hash.Append(bytes.AsSpan(0, written));
            total += written;
            rest = rest[read..];
        }

        ArrayPool<byte>.Shared.Return(bytes);
        return (hash.GetCurrentHashAsUInt128(), total);
    }
}
