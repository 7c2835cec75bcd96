using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Text2Llm.Pipeline.Text;

/// <summary>A 64-bit hash of a part of a text, the same on every machine. It never leaves the memory of one run.</summary>
internal static class TextHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;

    /// <summary>The hash. Words of up to eight characters, which nearly all are, take one multiplication; longer parts XXH3.</summary>
    // Compiled well at once: as a busy run has no pause in which the runtime would come to it, it might never be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<char> text)
    {
        if (text.Length > 8)
        {
            return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text));
        }

        var (head, tail) = (0ul, 0ul);
        if (text.Length >= 4)
        {
            head = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text));
            tail = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text[^4..]));
        }
        else if (text.Length > 0)
        {
            head = text[0] | ((ulong)text[text.Length / 2] << 16) | ((ulong)text[^1] << 32);
        }

        var high = Math.BigMul(head ^ First ^ (ulong)text.Length, tail ^ Second, out var low);
        return high ^ low;
    }
}
