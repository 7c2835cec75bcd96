using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>How long a text is.</summary>
internal static class TextMeasure
{
    /// <summary>The characters: code points, of which those beyond the basic plane take two UTF-16 units.</summary>
    public static int Characters(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('\ud800', '\udbff');
        return first < 0 ? text.Length : text.Length - Count(text[first..], '\ud800', '\udbff');
    }

    /// <summary>The words: runs of what is not white space, by Unicode's definition of it.</summary>
    public static int Words(ReadOnlySpan<char> text)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        var words = 0;
        var white = 1u; // whether the unit before is white space
        ref var first = ref MemoryMarshal.GetReference(units);
        var at = 0;
        for (; at <= units.Length - Vector256<ushort>.Count; at += Vector256<ushort>.Count)
        {
            var mask = White(Vector256.LoadUnsafe(ref first, (nuint)at)).ExtractMostSignificantBits();
            words += BitOperations.PopCount(~mask & ((mask << 1) | white) & ushort.MaxValue);
            white = mask >> (Vector256<ushort>.Count - 1);
        }

        foreach (var unit in text[at..])
        {
            var isWhite = char.IsWhiteSpace(unit) ? 1u : 0;
            words += (int)(white & ~isWhite);
            white = isWhite;
        }

        return words;
    }

    /// <summary>
    /// About how many tokens of o200k a text has, at the cost of reading it: for statistics, not for limits. Four characters of English make one,
    /// three of other alphabets, and a sign of Chinese or Japanese nearly one.
    /// </summary>
    public static int EstimateTokens(ReadOnlySpan<char> text)
    {
        var beyondAscii = Count(text, '\u0080', '\uffff');
        return EstimateTokens(text.Length, beyondAscii, beyondAscii == 0 ? 0 : Count(text, '\u3000', '\uffff'));
    }

    /// <summary>The same, of what has been counted.</summary>
    /// <param name="units">How many UTF-16 units the text has.</param>
    /// <param name="beyondAscii">How many of them are not ASCII.</param>
    /// <param name="signs">How many of those are U+3000 or beyond.</param>
    public static int EstimateTokens(int units, int beyondAscii, int signs) =>
        (((units - beyondAscii) * 5) + ((beyondAscii - signs) * 8) + (signs * 16) + 19) / 20;

    private static int Count(ReadOnlySpan<char> text, char low, char high)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        ref var first = ref MemoryMarshal.GetReference(units);
        var lowest = Vector256.Create((ushort)low);
        var range = Vector256.Create((ushort)(high - low));
        var (count, at) = (0, 0);
        for (; at <= units.Length - Vector256<ushort>.Count; at += Vector256<ushort>.Count)
        {
            var inside = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)at) - lowest, range);
            count += BitOperations.PopCount(inside.ExtractMostSignificantBits());
        }

        foreach (var unit in text[at..])
        {
            count += unit >= low && unit <= high ? 1 : 0;
        }

        return count;
    }

    private static Vector256<ushort> White(Vector256<ushort> units)
    {
        var white = Vector256.LessThanOrEqual(units - Vector256.Create((ushort)'\t'), Vector256.Create((ushort)('\r' - '\t')))
            | Vector256.Equals(units, Vector256.Create((ushort)' '))
            | Vector256.Equals(units, Vector256.Create((ushort)0x85))
            | Vector256.Equals(units, Vector256.Create((ushort)0xa0));
        return Vector256.GreaterThanOrEqualAny(units, Vector256.Create((ushort)0x1680))
            ? white | Vector256.LessThanOrEqual(units - Vector256.Create((ushort)0x2000), Vector256.Create((ushort)0xa))
                | Vector256.LessThanOrEqual(units - Vector256.Create((ushort)0x2028), Vector256.Create((ushort)1))
                | Vector256.Equals(units, Vector256.Create((ushort)0x202f))
                | Vector256.Equals(units, Vector256.Create((ushort)0x205f))
                | Vector256.Equals(units, Vector256.Create((ushort)0x3000))
                | Vector256.Equals(units, Vector256.Create((ushort)0x1680))
            : white;
    }
}
