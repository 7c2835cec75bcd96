using System.Buffers;
using System.Collections.Frozen;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Finds e-mail addresses, and the passwords in URLs that look like them.</summary>
internal static class EmailFinder
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;
    private const int LongestTopLevel = 24;

    // What ends the names of files and of a program's parts, and no domain.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoDomains = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "avif", "css", "scss", "html", "htm", "js", "mjs", "jsx", "ts", "tsx", "json",
        "xml", "yml", "yaml", "toml", "txt", "tgz", "tar", "gz", "zip", "jar", "war", "whl", "exe", "dll", "so", "cpp", "hpp", "java", "class",
        "php", "pdf", "csv", "log", "service", "socket", "timer", "target", "mount", "slice", "scope", "local", "localhost", "localdomain", "internal", "lan")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RemoteUsers =
        FrozenSet.Create(StringComparer.Ordinal, "git", "hg", "svn").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> LocalMarks = SearchValues.Create(".!#$%&'*+-=^_~");

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Adds what a text holds. The findings do not overlap.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> found)
    {
        var position = 0;
        while (text[position..].IndexOf('@') is >= 0 and var next)
        {
            var at = position + next;
            position = at + 1;
            var end = EndOfDomain(text, position);
            var start = UrlPassword.IsUser(text, at, out var password) ? at : StartOfLocal(text, at);
            if (password < at)
            {
                found.Add(new Finding(PersonalDataKind.Secret, password, at));
            }
            else if (start < at && end > position && !IsRemote(text, start, at, end))
            {
                found.Add(new Finding(PersonalDataKind.Email, start, end));
                position = end;
            }
        }
    }

    private static int StartOfLocal(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && at - start <= LongestLocal && (IsAddress(text[start - 1]) || LocalMarks.Contains(text[start - 1])))
        {
            start--;
        }

        if (at - start > LongestLocal || (start < at && text[at - 1] == '.'))
        {
            return at;
        }

        // What a sentence or a line of code puts before an address is not of it: name=, a quote that is no apostrophe.
        var sign = text[start..at].LastIndexOfAny('=', '&');
        start = sign < 0 ? start : start + sign + 1;
        var quote = text[start..at].LastIndexOf('\'');
        start = quote < 0 || Surroundings.IsWordBefore(text, start + quote) ? start : start + quote + 1;
        while (start < at && !IsAddress(text[start]) && text[start] != '_')
        {
            start++;
        }

        return start < at && Surroundings.IsEscape(text, start) ? start + 1 : start;
    }

    /// <summary>Where the domain ends that begins at a position, or the position itself.</summary>
    private static int EndOfDomain(ReadOnlySpan<char> text, int start)
    {
        var (end, dots, label) = (start, 0, start);
        for (var i = start; i <= text.Length && i - start <= LongestDomain; i++)
        {
            if (i < text.Length && (IsAddress(text[i]) || (text[i] == '-' && i > label)))
            {
                continue;
            }

            var top = text[label..i];
            if (dots > 0 && IsTopLevel(top))
            {
                end = i;
            }

            if (i == text.Length || text[i] != '.' || i == label || text[i - 1] == '-')
            {
                break;
            }

            dots++;
            label = i + 1;
        }

        var called = end < text.Length && (text[end] is '(' or '_'
            || (text[end] == '.' && Surroundings.IsWordAt(text, end + 1) && end == label - 1));
        return called ? start : end;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length is < 2 or > LongestTopLevel || NoDomains.Contains(label))
        {
            return false;
        }

        return label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || !label.ContainsAnyExcept(Letters);
    }

    /// <summary>Whether it is what names a repository to git: git@host:path.</summary>
    private static bool IsRemote(ReadOnlySpan<char> text, int start, int at, int end) =>
        end < text.Length && text[end] is ':' or '/' && RemoteUsers.Contains(text[start..at]);

    private static bool IsAddress(char character) => character != '_' && Surroundings.IsWord(character);
}
