using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Unicode;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication;

/// <summary>
/// The identity of what a record says: XXH128 of its content's UTF-8; and of its label and its turns' other members where it has any, for by
/// these alone two records with the same texts differ: in the arguments of a call, in whether an answer is good.
/// </summary>
internal static class ContentHash
{
    /// <summary>The hash of a record, and the length of its content's UTF-8.</summary>
    public static (UInt128 Hash, int Utf8Bytes) Of(DatasetRecord record)
    {
        var hash = new XxHash128();
        var length = Append(hash, record.Content);
        if (record.Label is { } label)
        {
            hash.Append(label ? "\0\u0001"u8 : "\0\0"u8);
        }

        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var i = 0; i < record.Parts.Count; i++)
        {
            if (record.Parts[i].Extra is { } extra)
            {
                BinaryPrimitives.WriteInt32LittleEndian(number, i);
                hash.Append("\0"u8);
                hash.Append(number);
                Append(hash, extra);
            }
        }

        return (hash.GetCurrentHashAsUInt128(), length);
    }

    private static int Append(XxHash128 hash, string text)
    {
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
        return total;
    }
}
