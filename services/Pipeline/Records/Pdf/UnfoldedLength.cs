using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Records.Pdf;

/// <summary>How many bytes a stream of a PDF document unfolds to, counted without holding them, and no further than a limit.</summary>
internal static class UnfoldedLength
{
    private const int ZlibHeader = 2;
    private const int LzwClear = 256, LzwEnd = 257, LzwFirst = 258, LzwCodes = 4096;

    /// <summary>The length of a deflated stream, up to where it is damaged; more than the limit, where it is longer.</summary>
    public static long OfFlate(ReadOnlyMemory<byte> input, long limit)
    {
        if (input.Length <= ZlibHeader)
        {
            return 0;
        }

        var (length, buffer) = (0L, ArrayPool<byte>.Shared.Rent(64 * 1024));
        try
        {
            using var unfolded = new DeflateStream(StreamOf(input[ZlibHeader..]), CompressionMode.Decompress);
            for (int read; length <= limit && (read = unfolded.Read(buffer)) > 0;)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // The library takes what stands before the damage too.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return length;
    }

    /// <summary>The length of a stream of runs.</summary>
    public static long OfRuns(ReadOnlySpan<byte> input)
    {
        const byte End = 128;
        var length = 0L;
        for (var at = 0; at < input.Length && input[at] != End;)
        {
            var literal = input[at] < End;
            length += literal ? input[at] + 1 : 257 - input[at];
            at += literal ? input[at] + 2 : 2;
        }

        return length;
    }

    /// <summary>The length of an LZW stream, whose codes grow by a bit one code early or not; the greater of the two.</summary>
    public static long OfLzw(ReadOnlySpan<byte> input) => Math.Max(OfLzw(input, early: 1), OfLzw(input, early: 0));

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count) : new MemoryStream(bytes.ToArray());

    private static long OfLzw(ReadOnlySpan<byte> input, int early)
    {
        // Of what a code stands for, the length is enough.
        var lengths = new int[LzwCodes];
        lengths.AsSpan(0, LzwClear).Fill(1);
        var (length, next, last, bits, pending) = (0L, LzwFirst, -1, 0, 0);
        foreach (var value in input)
        {
            pending = (pending << 8) | value;
            bits += 8;
            var width = (next + early) switch { >= 2048 => 12, >= 1024 => 11, >= 512 => 10, _ => 9 };
            if (bits < width)
            {
                continue;
            }

            bits -= width;
            var code = pending >> bits;
            pending &= (1 << bits) - 1;
            if (code == LzwClear)
            {
                (next, last) = (LzwFirst, -1);
                continue;
            }

            if (code == LzwEnd || (code >= next && last < 0))
            {
                break;
            }

            length += code < next ? lengths[code] : lengths[last] + 1;
            if (last >= 0 && next < LzwCodes)
            {
                lengths[next++] = lengths[last] + 1;
            }

            last = Math.Min(code, next - 1);
        }

        return length;
    }
}
