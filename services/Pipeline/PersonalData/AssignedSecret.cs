using System.Buffers;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Secrets by what they are assigned to: <c>api_key = "…"</c>, <c>"clientSecret": "…"</c>, <c>TOKEN=…</c>, <c>Bearer …</c>.</summary>
internal static class AssignedSecret
{
    private const int LongestName = 40;
    private const int LeastQuoted = 12;
    private const int LeastBare = 20;
    private const int LongestValue = 512;

    /// <summary>What stands in a secret's place in documents and templates.</summary>
    public static readonly SearchValues<string> Placeholders = SearchValues.Create(
        [
            "xxxx", "your", "example", "changeme", "change_me", "placeholder", "password", "passwd", "redacted",
            "...", "****", "dummy", "12345678", "insert",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>What is in the names of variables, fields and headers that hold secrets.</summary>
    public static readonly SearchValues<string> Names = SearchValues.Create(
        [
            "apikey", "api_key", "api-key", "secret", "token", "passw", "access_key", "accesskey",
            "accountkey", "privatekey", "private_key", "credential", "bearer",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> ValueCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/=.~!@#$%^&*:?");

    private static readonly SearchValues<char> BareCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/~");

    /// <summary>The secret that is assigned to the name in which a position is, or null.</summary>
    public static Finding? At(ReadOnlySpan<char> text, int position)
    {
        var name = position;
        if (IsPublic(text, name))
        {
            return null;
        }

        while (position < text.Length && position - name < LongestName
            && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_' or '-'))
        {
            position++;
        }

        if (text[name..position].Equals("bearer", StringComparison.OrdinalIgnoreCase) && position < text.Length && text[position] == ' ')
        {
            return Bare(text, position + 1);
        }

        // The rest of "name": or ["name"] =, and what assigns.
        position = Skip(text, position, "\"'`]) \t\\");
        var sign = position;
        position = Skip(text, position, ":=>");
        if (position == sign || text[sign..position] is "==" or "===" or ">" or ">=" or "::")
        {
            return null;
        }

        position = Skip(text, position, " \t\\");
        return position < text.Length && text[position] is '"' or '\'' or '`' ? Quoted(text, position + 1, text[position]) : Bare(text, position);
    }

    private static bool IsPublic(ReadOnlySpan<char> text, int position) =>
        text[Math.Max(0, position - 10)..position].Contains("public", StringComparison.OrdinalIgnoreCase);

    private static int Skip(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> characters)
    {
        var end = Math.Min(text.Length, position + 4);
        while (position < end && characters.Contains(text[position]))
        {
            position++;
        }

        return position;
    }

    private static Finding? Quoted(ReadOnlySpan<char> text, int start, char quote)
    {
        var rest = text[start..Math.Min(text.Length, start + LongestValue)];
        var length = rest.IndexOfAnyExcept(ValueCharacters);
        var closed = length >= LeastQuoted && (rest[length] == quote || rest[length] == '\\');
        return closed && LooksRandom(rest[..length], 3.0) ? new Finding(PersonalDataKind.Secret, start, start + length) : null;
    }

    private static Finding? Bare(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..Math.Min(text.Length, start + LongestValue)];
        var length = rest.IndexOfAnyExcept(BareCharacters);
        if (length < 0 && rest.Length == LongestValue)
        {
            return null;
        }

        // Base64 may end in two equals signs.
        length = length < 0 ? rest.Length : length;
        length += length < rest.Length && rest[length] == '=' ? rest[length..].StartsWith("==", StringComparison.Ordinal) ? 2 : 1 : 0;
        var ends = length == rest.Length || char.IsWhiteSpace(rest[length])
            || rest[length] is ',' or ';' or '"' or '\'' or '`' or '&' or '<';
        return length >= LeastBare && ends && LooksRandom(rest[..length], 3.4)
            ? new Finding(PersonalDataKind.Secret, start, start + length)
            : null;
    }

    /// <summary>Whether a value is none that somebody wrote to be read: letters and several digits, evenly used.</summary>
    private static bool LooksRandom(ReadOnlySpan<char> value, double entropy)
    {
        var (digits, letters) = (0, 0);
        foreach (var character in value)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        return digits >= 2 && letters >= 3 && Entropy.Of(value) >= entropy
            && !value.ContainsAny(Placeholders) && !value.Contains("://", StringComparison.Ordinal);
    }
}
