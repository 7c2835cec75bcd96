using System.Buffers;
using System.IO.Hashing;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// Some records, compressed, as they stand in a records file. Before the bytes stand their length, their length decompressed (4 bytes each)
/// and their XXH3 (8 bytes), little-endian.
/// </summary>
/// <param name="Buffer">The compressed bytes, rented.</param>
/// <param name="Length">How many they are.</param>
/// <param name="PlainLength">How many they are decompressed.</param>
internal sealed record RecordBlock(byte[] Buffer, int Length, int PlainLength) : IDisposable
{
    public const int HeaderBytes = 16;

    // Level 1 of zstd: half as large again would cost as much time to write and to read as this takes to compress.
    public const int Level = 1;

    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);

    public static RecordBlock Of(ReadOnlySpan<byte> plain, ZstdSharp.Compressor compressor)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ZstdSharp.Compressor.GetCompressBound(plain.Length));
        return new RecordBlock(buffer, compressor.Wrap(plain, buffer), plain.Length);
    }

    public static ulong HashOf(ReadOnlySpan<byte> compressed) => XxHash3.HashToUInt64(compressed);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}
