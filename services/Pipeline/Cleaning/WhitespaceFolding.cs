using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Folds white space and leaves the shape of a text standing:
/// every line end (CRLF, CR, LF, VT, FF, NEL, LS, PS) becomes one LF; every run of other white space (tab, and the spaces of Unicode's
/// category Zs) becomes one space; white space at the end of a line goes; three or more line ends in a row become two, which is one
/// blank line; white space at the beginning and the end of the text goes.
/// </summary>
public static class WhitespaceFolding
{
    private const string LineEnds = "\n\r\v\f\u0085\u2028\u2029";
    private const string Spaces =
        " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";

    private static readonly SearchValues<char> White = SearchValues.Create(LineEnds + Spaces);

    /// <summary>The text with its white space folded; the same object when nothing changes.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        char[]? folded = null;
        var length = 0; // what was written to folded
        var copied = 0; // what of the text has been written to folded
        var at = 0;
        while (Next(text, at) is >= 0 and var start)
        {
            var (end, lines, indented) = Run(text, start);
            at = end;
            var (newlines, space) = (start == 0 || end == text.Length) ? (0, false) : (Math.Min(lines, 2), lines == 0 || indented);
            if (IsFolded(text.AsSpan(start, end - start), newlines, space))
            {
                continue;
            }

            folded ??= ArrayPool<char>.Shared.Rent(text.Length);
            text.AsSpan(copied, start - copied).CopyTo(folded.AsSpan(length));
            length += start - copied;
            folded.AsSpan(length, newlines).Fill('\n');
            length += newlines;
            if (space)
            {
                folded[length++] = ' ';
            }

            copied = end;
        }

        if (folded is null)
        {
            return text;
        }

        text.AsSpan(copied).CopyTo(folded.AsSpan(length));
        var result = new string(folded, 0, length + text.Length - copied);
        ArrayPool<char>.Shared.Return(folded);
        return result;
    }

    // Where the next run of white space begins that may have to be folded, or -1. Nearly all white space of clean prose is single spaces and
    // line ends between words: those are passed by, sixteen characters at once.
    private static int Next(string text, int from)
    {
        if (from == 0 && text.Length > 0 && White.Contains(text[0]))
        {
            return 0;
        }

        var units = MemoryMarshal.Cast<char, ushort>(text);
        for (; from + Vector256<ushort>.Count + 2 <= units.Length; from += Vector256<ushort>.Count)
        {
            var suspects = Suspects(
                Vector256.Create(units.Slice(from, Vector256<ushort>.Count)),
                Vector256.Create(units.Slice(from + 1, Vector256<ushort>.Count)),
                Vector256.Create(units.Slice(from + 2, Vector256<ushort>.Count)));
            if (suspects != Vector256<ushort>.Zero)
            {
                return Beginning(text, from + BitOperations.TrailingZeroCount(suspects.ExtractMostSignificantBits()));
            }
        }

        var rest = text.AsSpan(from).IndexOfAny(White);
        return rest < 0 ? -1 : Beginning(text, from + rest); // It may have begun in a block that had no suspect.
    }

    // Marks the white space that is not a single space or one or two line feeds, given a block and what follows each of its characters.
    private static Vector256<ushort> Suspects(Vector256<ushort> block, Vector256<ushort> second, Vector256<ushort> third)
    {
        var space = Vector256.Create((ushort)' ');
        var feed = Vector256.Create((ushort)'\n');
        var feeds = Vector256.Equals(second, feed);
        var suspects = (Vector256.Equals(block, space) & (feeds | Vector256.Equals(second, space)))
            | (Vector256.Equals(block, feed) & feeds & Vector256.Equals(third, feed))
            | (Vector256.LessThanOrEqual(block - Vector256.Create((ushort)'\t'), Vector256.Create((ushort)('\r' - '\t')))
                & ~Vector256.Equals(block, feed));
        return Vector256.GreaterThanAny(block, Vector256.Create((ushort)0x7F)) ? suspects | Uncommon(block) : suspects;
    }

    private static Vector256<ushort> Uncommon(Vector256<ushort> block) =>
        Vector256.Equals(block, Vector256.Create((ushort)0x85))
        | Vector256.Equals(block, Vector256.Create((ushort)0xA0))
        | Vector256.Equals(block, Vector256.Create((ushort)0x1680))
        | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)0x2000), Vector256.Create((ushort)0xA))
        | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)0x2028), Vector256.Create((ushort)1))
        | Vector256.Equals(block, Vector256.Create((ushort)0x202F))
        | Vector256.Equals(block, Vector256.Create((ushort)0x205F))
        | Vector256.Equals(block, Vector256.Create((ushort)0x3000));

    private static int Beginning(string text, int at)
    {
        while (at > 0 && IsWhite(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    // Where a run of white space ends, how many lines end within it, and whether spaces follow the last of them.
    private static (int End, int Lines, bool Indented) Run(string text, int start)
    {
        var (lines, indented) = (0, false);
        var at = start;
        for (; at < text.Length && IsWhite(text[at]); at++)
        {
            if (!IsLineEnd(text[at]))
            {
                indented = lines > 0;
            }
            else if (text[at] != '\n' || at == start || text[at - 1] != '\r')
            {
                lines++;
                indented = false;
            }
        }

        return (at, lines, indented);
    }

    private static bool IsWhite(char character) => character < '\u0080' ? character is ' ' or (>= '\t' and <= '\r') : White.Contains(character);

    private static bool IsLineEnd(char character) => character is (>= '\n' and <= '\r') or '\u0085' or '\u2028' or '\u2029';

    private static bool IsFolded(ReadOnlySpan<char> run, int newlines, bool space) =>
        run.Length == newlines + (space ? 1 : 0)
        && !run[..newlines].ContainsAnyExcept('\n')
        && (!space || run[^1] == ' ');
}
