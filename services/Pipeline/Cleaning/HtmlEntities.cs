using System.Globalization;
using System.Text;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Resolves HTML's character references: named ones (&amp;eacute;) and numeric ones, which from 128 to 159 mean Windows-1252, as browsers
/// have it. What was escaped twice (&amp;amp;nbsp;) is resolved twice. A semicolon must end a name, but for those few (amp, lt, gt, quot,
/// nbsp) that nothing else is mistaken for; what is none stays as it is.
/// </summary>
internal static class HtmlEntities
{
    /// <summary>The text with its references resolved; the same object when there are none.</summary>
    public static string Decode(string text)
    {
        StringBuilder? decoded = null;
        var (copied, at) = (0, 0);
        while (text.AsSpan(at).IndexOf('&') is >= 0 and var next)
        {
            at += next;
            if (Read(text.AsSpan(at)) is not { } reference)
            {
                at++;
                continue;
            }

            // An ampersand may begin another reference: it was escaped twice.
            if (reference.Rune.Value == '&' && Read("&" + Head(text.AsSpan(at + reference.Length))) is { } inner)
            {
                reference = (inner.Rune, reference.Length + inner.Length - 1);
            }

            decoded ??= new StringBuilder(text.Length);
            decoded.Append(text, copied, at - copied).Append(reference.Rune.ToString());
            at = copied = at + reference.Length;
        }

        return decoded?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static string Head(ReadOnlySpan<char> text) => text[..Math.Min(text.Length, HtmlEntityNames.Longest + 4)].ToString();

    /// <summary>The reference at the beginning of a text, and its length; null where there is none.</summary>
    public static (Rune Rune, int Length)? Read(ReadOnlySpan<char> text) => text.Length > 1 && text[1] == '#' ? ReadNumber(text) : ReadName(text);

    private static (Rune Rune, int Length)? ReadName(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && end <= HtmlEntityNames.Longest && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        var name = text[1..end];
        var closed = end < text.Length && text[end] == ';';
        var bare = !closed && (name is "amp" or "lt" or "gt" or "quot" or "nbsp") && (end == text.Length || text[end] != '=');
        return (closed || bare) && HtmlEntityNames.TryGet(name, out var character) ? (new Rune(character), closed ? end + 1 : end) : null;
    }

    private static (Rune Rune, int Length)? ReadNumber(ReadOnlySpan<char> text)
    {
        var hex = text.Length > 2 && text[2] is 'x' or 'X';
        var start = hex ? 3 : 2;
        var end = start;
        while (end < text.Length && end - start < 8 && (hex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        if (!int.TryParse(text[start..end], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }

        code = code is >= 0x80 and <= 0x9F ? Mojibake.Windows1252[code - 0x80] : code;
        return code > 0 && Rune.IsValid(code) ? (new Rune(code), end < text.Length && text[end] == ';' ? end + 1 : end) : null;
    }
}
