using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Text;

/// <summary>64-bit hashes of parts of a text, the same on every machine. They never leave the memory of one run.</summary>
internal static class TextHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;
    private const ulong Third = 0x8EBC6AF09C88C6E3;
    private const ulong Fourth = 0x589965CC75374CC3;

    /// <summary>The hash of a part of any length, such as a line.</summary>
    public static ulong Of(ReadOnlySpan<char> part) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(part));

    /// <summary>
    /// The hash of each word. Words of up to sixteen characters, which nearly all are, are read at once whatever their length, for no branch
    /// could foretell it; longer ones take XXH3.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="hashes">As many as words.</param>
    // Compiled well at once: as a busy run has no pause in which the runtime would come to it, it might never be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfEach(ReadOnlySpan<char> text, ReadOnlySpan<TextSpan> words, Span<ulong> hashes)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        Span<ushort> last = stackalloc ushort[Vector256<ushort>.Count];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length > Vector256<ushort>.Count)
            {
                hashes[i] = Of(text[word.Start..word.End]);
                continue;
            }

            if (word.Start + Vector256<ushort>.Count > units.Length)
            {
                units[word.Start..].CopyTo(last); // What is behind the word is not looked at.
                hashes[i] = OfShort(Vector256.Create<ushort>(last), word.Length);
                continue;
            }

            hashes[i] = OfShort(Vector256.Create(units.Slice(word.Start, Vector256<ushort>.Count)), word.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfShort(Vector256<ushort> units, int length)
    {
        var part = (units & Vector256.LessThan(Vector256<ushort>.Indices, Vector256.Create((ushort)length))).AsUInt64();
        var high = Math.BigMul(part[0] ^ First ^ (ulong)length, part[1] ^ Second, out var low);
        var higher = Math.BigMul(part[2] ^ Third, part[3] ^ Fourth, out var lower);
        return high ^ low ^ higher ^ lower;
    }
}
