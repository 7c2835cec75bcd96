using System.Buffers;
using System.IO.Hashing;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// Some records as they stand in a records file. Before the bytes stand their length, their length decompressed (4 bytes each) and their
/// XXH3 (8 bytes), little-endian. Where the two lengths are the same, the bytes are not compressed.
/// </summary>
/// <param name="Buffer">The bytes, rented.</param>
/// <param name="Length">How many they are.</param>
/// <param name="PlainLength">How many they are decompressed.</param>
internal sealed record RecordBlock(byte[] Buffer, int Length, int PlainLength) : IDisposable
{
    public const int HeaderBytes = 16;

    // Level 1 of zstd: a higher one takes longer than a network takes for what it saves.
    public const int Level = 1;

    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);

    /// <summary>A block of records.</summary>
    /// <param name="plain">The records, which are taken out of it.</param>
    /// <param name="compressor">Compresses them; null where they are to be left as they are.</param>
    public static RecordBlock Of(PooledBytes plain, ZstdSharp.Compressor? compressor)
    {
        var length = plain.Length;
        var buffer = plain.Take();
        if (compressor is not null)
        {
            var compressed = ArrayPool<byte>.Shared.Rent(ZstdSharp.Compressor.GetCompressBound(length));
            var compressedLength = compressor.Wrap(buffer.AsSpan(0, length), compressed);
            var isSmaller = compressedLength < length;
            ArrayPool<byte>.Shared.Return(isSmaller ? buffer : compressed);
            if (isSmaller)
            {
                return new RecordBlock(compressed, compressedLength, length);
            }
        }

        return new RecordBlock(buffer, length, length);
    }

    public static ulong HashOf(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}
