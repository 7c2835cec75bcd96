using System.Runtime.CompilerServices;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>The arithmetic of hashes, and its constants: odd numbers of random bits. A change of any changes which records are alike.</summary>
internal static class Mix
{
    public const ulong First = 0x9E37_79B9_7F4A_7C15;
    public const ulong Second = 0xD1B5_4A32_D192_ED03;
    public const ulong Third = 0xA076_1D64_78BD_642F;

    /// <summary>Both halves of a product, one on the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    /// <summary>Spreads every bit over all; no two numbers become the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Spread(ulong value)
    {
        value = (value ^ (value >> 32)) * Second;
        return value ^ (value >> 29);
    }
}
