using System.Buffers;
using System.Collections.Frozen;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Takes lines out of texts that belong to the page and not to what stands on it: a line that is one of <see cref="BoilerplatePhrases"/>'s
/// and nothing else, a short line with a part of a notice, and a row of links ("Home | News | Contact"). In English, German, French,
/// Spanish, Italian, Portuguese and Dutch.
/// </summary>
internal static class BoilerplateLines
{
    private const int LongestLine = 60;
    private const int LongestNotice = 250;
    private const string Around = " \t\u00A0.,:;!?|<>[](){}*+-–—•·»«›‹→←…#\"'©";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lines =
        BoilerplatePhrases.Lines.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Homes =
        BoilerplatePhrases.Homes.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Parts = SearchValues.Create(BoilerplatePhrases.Parts, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Separators = SearchValues.Create("|»›·•>");

    /// <summary>What is left of the text; the same object when that is all.</summary>
    public static string Remove(string text)
    {
        var parts = text.AsSpan().ContainsAny(Parts);
        return LineSieve.Keep(text, line => !IsBoilerplate(line, parts), out _);
    }

    private static bool IsBoilerplate(ReadOnlySpan<char> line, bool parts) =>
        (line.Length <= LongestLine && IsOneOf(Lines, line))
        || (parts && line.Length <= LongestNotice && line.ContainsAny(Parts))
        || (line.Length <= LongestNotice && IsRowOfLinks(line));

    // At least three entries, of which the first leads home.
    private static bool IsRowOfLinks(ReadOnlySpan<char> line)
    {
        var first = line.IndexOfAny(Separators);
        return first is > 0 and <= LongestLine && line[(first + 1)..].ContainsAny(Separators) && IsOneOf(Homes, line[..first]);
    }

    private static bool IsOneOf(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> phrases, ReadOnlySpan<char> line)
    {
        line = line.Trim(Around);
        if (line.IsEmpty || (!char.IsLetter(line[0]) && line[0] != '¿'))
        {
            return false;
        }

        Span<char> lower = stackalloc char[LongestLine];
        var length = line.ToLowerInvariant(lower);
        lower[..length].Replace('’', '\'');
        return phrases.Contains(lower[..length]);
    }
}
