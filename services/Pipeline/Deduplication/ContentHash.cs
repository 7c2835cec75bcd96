using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication;

/// <summary>
/// The identity of what a record says: XXH128 of its content's UTF-8; and of its label and its turns' other members where it has any, for by
/// these alone two records with the same texts differ: in the arguments of a call, in whether an answer is good.
/// </summary>
internal static class ContentHash
{
    /// <summary>The hash of a record, and the length of its content's UTF-8.</summary>
    public static (UInt128 Hash, int Utf8Bytes) Of(DatasetRecord record) => record is { Parts: [{ Extra: null } only], Label: null }
        ? (XxHash128.HashToUInt128(only.Value.Utf8), only.Value.Utf8.Length)
        : OfParts(record);

    // The content need not be put together for it.
    private static (UInt128 Hash, int Utf8Bytes) OfParts(DatasetRecord record)
    {
        var hash = new XxHash128();
        var length = 0;
        for (var i = 0; i < record.Parts.Count; i++)
        {
            var between = i > 0 ? "\n\n"u8 : default;
            var text = record.Parts[i].Value.Utf8;
            hash.Append(between);
            hash.Append(text);
            length += between.Length + text.Length;
        }

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
                hash.Append(Encoding.UTF8.GetBytes(extra));
            }
        }

        return (hash.GetCurrentHashAsUInt128(), length);
    }
}
