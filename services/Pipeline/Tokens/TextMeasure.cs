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

    /// <summary>The words of ASCII.</summary>
    public static int Words(ReadOnlySpan<byte> ascii)
    {
        var words = 0;
        var white = 1u; // whether the byte before is white space
        ref var first = ref MemoryMarshal.GetReference(ascii);
        var at = 0;
        for (; at <= ascii.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref first, (nuint)at);
            var mask = (Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'\t'), Vector256.Create((byte)('\r' - '\t')))
                | Vector256.Equals(bytes, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            words += BitOperations.PopCount(~mask & ((mask << 1) | white));
            white = mask >> (Vector256<byte>.Count - 1);
        }

        foreach (var letter in ascii[at..])
        {
            var isWhite = letter is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r') ? 1u : 0;
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
        var beyondAscii = BeyondAscii(text);
        return EstimateTokens(text.Length, beyondAscii, beyondAscii == 0 ? 0 : Signs(text));
    }

    /// <summary>The same, of what has been counted.</summary>
    public static int EstimateTokens(int units, int beyondAscii, int signs) =>
        (((units - beyondAscii) * 5) + ((beyondAscii - signs) * 8) + (signs * 16) + 19) / 20;

    /// <summary>The UTF-16 units that are not ASCII.</summary>
    public static int BeyondAscii(ReadOnlySpan<char> text) => Count(text, '\u0080', '\uffff');

    /// <summary>Those of which each is a sign of Chinese or Japanese, about.</summary>
    public static int Signs(ReadOnlySpan<char> text) => Count(text, '\u3000', '\uffff');

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
