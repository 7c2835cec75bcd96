using System.Globalization;

namespace Text2Llm.Pipeline.Decontamination;

/// <summary>
/// Walks through the words of a text without making strings of them. A word is a run of letters, digits and combining marks in lower case;
/// of scripts that put no spaces between words (Han, kana), each character is one. All else only separates.
/// </summary>
internal ref struct WordHashes(ReadOnlySpan<char> text)
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly byte[] Ascii = MakeAscii();

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>The current word's hash.</summary>
    public ulong Current { get; private set; }

    /// <summary>Goes to the next word; false when there is none.</summary>
    public bool MoveNext()
    {
        var text = _text;
        var position = _position;
        ulong hash = 0;
        for (; position < text.Length; position++)
        {
            uint character = text[position];
            if (character < 128)
            {
                character = Ascii[(int)character];
                if (character != 0)
                {
                    hash = (hash ^ character) * Multiplier;
                    continue;
                }
            }
            else if (IsIdeograph((char)character))
            {
                if (hash == 0)
                {
                    position++;
                    hash = (hash ^ character) * Multiplier;
                }

                break;
            }
            else if (IsWord((char)character))
            {
                hash = (hash ^ char.ToLowerInvariant((char)character)) * Multiplier;
                continue;
            }

            if (hash != 0)
            {
                break;
            }
        }

        _position = position;
        Current = hash ^ (hash >> 32);
        return hash != 0;
    }

    private static byte[] MakeAscii()
    {
        var characters = new byte[128];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (byte)(char.IsAsciiLetterOrDigit((char)i) ? char.ToLowerInvariant((char)i) : '\0');
        }

        return characters;
    }

    // Han with its extension and compatibility forms, hiragana and katakana.
    private static bool IsIdeograph(char character) =>
        character is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u4DBF')
            or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
