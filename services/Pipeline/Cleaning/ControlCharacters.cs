using System.Buffers;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Takes control characters (C0, DEL, C1) and noncharacters out of texts. Tab and the line ends stay: LF, CR, VT, FF and NEL. Half of a
/// surrogate pair, which is nothing that UTF-8 can hold, becomes U+FFFD.
/// </summary>
internal static class ControlCharacters
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text without them; the same object when nothing changes.</summary>
    public static string Remove(string text)
    {
        if (Next(text, 0) is not (>= 0 and var first))
        {
            return text;
        }

        var kept = ArrayPool<char>.Shared.Rent(text.Length);
        var (length, copied) = (0, 0);
        for (var at = first; at >= 0; at = Next(text, copied))
        {
            text.CopyTo(copied, kept, length, at - copied);
            length += at - copied;
            copied = at + 1;
            if (char.IsHighSurrogate(text[at]) && copied < text.Length && char.IsLowSurrogate(text[copied]))
            {
                copied++; // A noncharacter beyond the first plane.
            }
            else if (char.IsSurrogate(text[at]))
            {
                kept[length++] = Replacement;
            }
        }

        text.CopyTo(copied, kept, length, text.Length - copied);
        var result = new string(kept, 0, length + text.Length - copied);
        ArrayPool<char>.Shared.Return(kept);
        return result;
    }

    // Where the next one stands that goes or is replaced, or -1.
    private static int Next(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var character = text[at];
            if (character is >= ' ' and < '\u007F' or >= '\u00A0' and < '\uD800')
            {
                continue;
            }

            if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                if ((text[at + 1] & 0x3FE) == 0x3FE && (character & 0x3F) == 0x3F)
                {
                    return at; // U+1FFFE, U+1FFFF and their like in each plane.
                }

                at++;
            }
            else if (character is < '\t' or (> '\r' and < ' ') or (>= '\u007F' and < '\u00A0' and not '\u0085')
                or (>= '\uD800' and <= '\uDFFF') or (>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE')
            {
                return at;
            }
        }

        return -1;
    }
}
