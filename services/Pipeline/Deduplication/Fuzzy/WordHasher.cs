using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>Finds the words of a folded text, and hashes each.</summary>
internal static class WordHasher
{
    /// <summary>How many bytes behind the text are read too, whatever they hold.</summary>
    public const int Overrun = 32;

    /// <summary>The hashes of all words that end in a text; the rest, after the last space, belongs to a word that goes on.</summary>
    /// <param name="buffer">The text, and <see cref="Overrun"/> bytes behind it.</param>
    /// <param name="length">The text's length.</param>
    /// <param name="words">Where the hashes go, with room for all.</param>
    /// <param name="rest">Where the rest begins.</param>
    /// <returns>How many hashes there are.</returns>
    public static int Hash(ReadOnlySpan<byte> buffer, int length, Span<ulong> words, out int rest)
    {
        var (count, start) = (0, 0);
        for (var block = 0; block < length; block += Vector256<byte>.Count)
        {
            var spaces = Vector256.Equals(Vector256.Create(buffer[block..]), Vector256.Create((byte)' ')).ExtractMostSignificantBits();
            if (length - block < Vector256<byte>.Count)
            {
                spaces &= (1u << (length - block)) - 1;
            }

            for (; spaces != 0; spaces &= spaces - 1)
            {
                var end = block + BitOperations.TrailingZeroCount(spaces);
                if (end > start)
                {
                    words[count++] = HashWord(buffer[start..], end - start);
                }

                start = end + 1;
            }
        }

        rest = start;
        return count;
    }

    // Eight bytes at a time; no byte of a word is zero, so that no two words of eight bytes or less look the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashWord(ReadOnlySpan<byte> word, int length)
    {
        var hash = Mix.First;
        for (; length > sizeof(ulong); length -= sizeof(ulong), word = word[sizeof(ulong)..])
        {
            hash = Mix.Fold(hash ^ MemoryMarshal.Read<ulong>(word), Mix.Third);
        }

        var last = MemoryMarshal.Read<ulong>(word) & (ulong.MaxValue >> (64 - (8 * length)));
        return Mix.Fold(hash ^ last, Mix.Second);
    }
}
