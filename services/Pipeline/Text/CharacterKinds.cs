using System.Buffers;
using System.Text;

namespace Text2Llm.Pipeline.Text;

/// <summary>Tells the kinds of characters.</summary>
internal static class CharacterKinds
{
    /// <summary>The kind of a UTF-16 code unit.</summary>
    public static CharacterKind Of(char character) => character switch
    {
        < '\u2E80' => char.IsWhiteSpace(character) ? CharacterKind.Separator : CharacterKind.Ordinary,
        '\u3005' or '\u3007' => CharacterKind.Ideograph,
        >= '\u3041' and <= '\u30FF' or >= '\u31F0' and <= '\u31FF' or >= '\uFF66' and <= '\uFF9F' =>
            character == '\u30FB' ? CharacterKind.Separator : CharacterKind.Kana,
        >= '\u3000' and <= '\u303F' => CharacterKind.Separator,
        >= '\u2E80' and <= '\u2FDF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' =>
            CharacterKind.Ideograph,
        >= '\uD840' and <= '\uD8BF' => CharacterKind.IdeographPair, // U+20000 to U+3FFFF, the ideographic planes
        >= '\uFF01' and <= '\uFF0F' or >= '\uFF1A' and <= '\uFF20' or >= '\uFF3B' and <= '\uFF40' or >= '\uFF5B' and <= '\uFF65' =>
            CharacterKind.Separator,
        _ => CharacterKind.Ordinary,
    };

    /// <summary>Whether a word has a letter, of any script.</summary>
    public static bool HasLetter(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsLetter(word[i]))
            {
                return true;
            }

            if (char.IsHighSurrogate(word[i])
                && Rune.DecodeFromUtf16(word[i..], out var rune, out _) == OperationStatus.Done
                && Rune.IsLetter(rune))
            {
                return true;
            }
        }

        return false;
    }
}
