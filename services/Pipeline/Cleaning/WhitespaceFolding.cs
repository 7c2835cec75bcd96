using System.Buffers;

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
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny(White);
            if (next < 0)
            {
                break;
            }

            var start = at + next;
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

    // Where a run of white space ends, how many lines end within it, and whether spaces follow the last of them.
    private static (int End, int Lines, bool Indented) Run(string text, int start)
    {
        var (lines, indented) = (0, false);
        var at = start;
        for (; at < text.Length && White.Contains(text[at]); at++)
        {
            if (!LineEnds.Contains(text[at], StringComparison.Ordinal))
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

    private static bool IsFolded(ReadOnlySpan<char> run, int newlines, bool space) =>
        run.Length == newlines + (space ? 1 : 0)
        && !run[..newlines].ContainsAnyExcept('\n')
        && (!space || run[^1] == ' ');
}
