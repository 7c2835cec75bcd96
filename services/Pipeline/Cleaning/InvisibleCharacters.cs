using System.Buffers;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Takes out of texts what nobody sees: zero-width spaces and joiners, soft hyphens, byte order marks, bidirectional marks, variation
/// selectors, tags (which carry hidden instructions). Some scripts spell with a few of them, and emoji are put together with them: there
/// they stay.
/// </summary>
internal static class InvisibleCharacters
{
    private const char Nonjoiner = '\u200C';
    private const char Joiner = '\u200D';
    private const char EmojiStyle = '\uFE0F';
    private const char HighOfTags = '\uDB40'; // U+E0000 to U+E03FF: tags, and further variation selectors

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        "\u00AD\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E"
        + "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F"
        + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
        + "\uFEFF\uFFF9\uFFFA\uFFFB\uDB40");

    /// <summary>The text without them; the same object when nothing changes.</summary>
    public static string Remove(string text)
    {
        char[]? kept = null;
        var (length, copied, at) = (0, 0, 0);
        while (text.AsSpan(at).IndexOfAny(Suspects) is >= 0 and var next)
        {
            at += next;
            var size = text[at] == HighOfTags && at + 1 < text.Length ? 2 : 1;
            if (!Stays(text, at, size))
            {
                kept ??= ArrayPool<char>.Shared.Rent(text.Length);
                text.CopyTo(copied, kept, length, at - copied);
                length += at - copied;
                copied = at + size;
            }

            at += size;
        }

        if (kept is null)
        {
            return text;
        }

        text.CopyTo(copied, kept, length, text.Length - copied);
        var result = new string(kept, 0, length + text.Length - copied);
        ArrayPool<char>.Shared.Return(kept);
        return result;
    }

    private static bool Stays(string text, int at, int size)
    {
        var before = at > 0 ? text[at - 1] : '\0';
        var after = at + size < text.Length ? text[at + size] : '\0';
        return text[at] switch
        {
            '\u200B' => IsUnspaced(before) && IsUnspaced(after),
            '\u180E' => before is >= '\u1800' and <= '\u18AF',
            Nonjoiner => IsJoining(before),
            Joiner => IsJoining(before) || (IsPictured(before) && IsPictured(after)),
            >= '\uFE00' and <= EmojiStyle => TakesVariation(before) || (after == '\u20E3' && (char.IsAsciiDigit(before) || before is '#' or '*')),
            HighOfTags when size == 2 => text[at + 1] is >= '\uDD00' and <= '\uDDEF' && IsIdeograph(before),
            _ => false,
        };
    }

    // Thai, Lao, Burmese, Khmer: written without spaces, so that one of no width tells where words end.
    private static bool IsUnspaced(char character) =>
        character is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF';

    // Letters and marks that take another shape beside a neighbour: from Arabic to Mongolian, and some beyond Hangul's neighbours.
    private static bool IsJoining(char character) =>
        character is >= '\u0600' and <= '\u1FFF' or >= '\uA840' and <= '\uABFF' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC'
            or >= '\uDC00' and <= '\uDFFF'
        && !char.IsWhiteSpace(character);

    // What emoji are made of: symbols, surrogate pairs, and the selector of their style.
    private static bool IsPictured(char character) =>
        character is EmojiStyle or (>= '\u2190' and <= '\u2BFF') || char.IsSurrogate(character);

    private static bool IsIdeograph(char character) =>
        character is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' || char.IsLowSurrogate(character);

    private static bool TakesVariation(char character) =>
        character is '\u00A9' or '\u00AE' or (>= '\u1000' and <= '\u109F') or (>= '\u1800' and <= '\u18AF') or (>= '\u203C' and <= '\u33FF')
            or (>= '\uA840' and <= '\uA87F')
        || IsIdeograph(character);
}
