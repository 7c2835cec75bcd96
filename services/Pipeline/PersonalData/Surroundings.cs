namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Tells whether characters are part of something larger: of a word, an identifier, a chain of numbers.</summary>
internal static class Surroundings
{
    // Scripts from here on (Thai, Han, kana, Hangul) put no space between a word and a number.
    private const char FirstUnspaced = '\u0E00';

    /// <summary>Whether a character belongs to a word or an identifier, in scripts that put spaces between words.</summary>
    public static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_'
        || (character is > '\u007f' and < FirstUnspaced && char.IsLetterOrDigit(character));

    /// <summary>Whether a word ends right before a position. The n of an escape <c>\n</c> is none.</summary>
    public static bool IsWordBefore(ReadOnlySpan<char> text, int position) =>
        position > 0 && IsWord(text[position - 1]) && !IsEscape(text, position - 1);

    /// <summary>Whether a word goes on at a position.</summary>
    public static bool IsWordAt(ReadOnlySpan<char> text, int position) => position < text.Length && IsWord(text[position]);

    /// <summary>Whether a number stands for itself: not inside of a word, of a decimal number, of a chain such as a UUID, of a price.</summary>
    public static bool IsNumberAlone(ReadOnlySpan<char> text, int start, int end)
    {
        if (IsWordBefore(text, start) || IsWordAt(text, end))
        {
            return false;
        }

        var joined = start > 0 && text[start - 1] switch
        {
            '-' or '.' or '/' or '\u2011' => start > 1 && (IsWord(text[start - 2]) || text[start - 2] == text[start - 1]),
            ',' => start > 1 && char.IsAsciiDigit(text[start - 2]) && IsThousands(text[start..end]),
            '%' or '$' or '€' or '£' or '¥' or '+' => true,
            _ => false,
        };
        if (joined || end >= text.Length)
        {
            return !joined;
        }

        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return text[end] switch
        {
            '-' or '\u2011' => !IsWord(next),
            '.' or '/' => !char.IsAsciiDigit(next),
            '%' => false,
            _ => true,
        };
    }

    private static bool IsThousands(ReadOnlySpan<char> number) => number.IndexOfAnyExceptInRange('0', '9') == 3;

    /// <summary>Whether the letter at a position is the second half of an escape: n in <c>\n</c>.</summary>
    public static bool IsEscape(ReadOnlySpan<char> text, int position) =>
        position > 0 && text[position - 1] == '\\' && text[position] is ('n' or 'r' or 't');
}
