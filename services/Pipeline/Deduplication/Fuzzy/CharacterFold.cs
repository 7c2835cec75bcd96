using System.Globalization;
using System.Text;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// What becomes of a character where texts are compared: letters lose their case and their marks, every digit is 0, and what is neither
/// letter, mark nor number divides words.
/// </summary>
internal static class CharacterFold
{
    /// <summary>In the place of a character that divides words.</summary>
    public const char Divides = ' ';

    /// <summary>In the place of a character that counts for nothing: a combining mark, a format character.</summary>
    public const char Nothing = '\0';

    // The lowest character of a script that is written without spaces: Thai.
    private const char FirstAlone = '\u0E00';

    private static readonly char[] Table = [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => Fold((char)code))];

    /// <summary>What becomes of a character of the basic plane. Surrogates stay what they are.</summary>
    public static char Of(char character) => Table[character];

    /// <summary>What becomes of a character beyond the basic plane: itself in lower case, or one of the constants.</summary>
    public static Rune Of(Rune rune) => Class(Rune.GetUnicodeCategory(rune)) switch
    {
        { } other => new Rune(other),
        null => Rune.ToLowerInvariant(rune),
    };

    /// <summary>Whether a character, after folding, is a word by itself, because its script is written without spaces.</summary>
    public static bool IsWord(char folded) => folded >= FirstAlone && folded
        is (>= '\u0E00' and <= '\u0EFF') // Thai, Lao
        or (>= '\u1000' and <= '\u109F') // Burmese
        or (>= '\u1780' and <= '\u17FF') // Khmer
        or (>= '\u3040' and <= '\u30FF') or (>= '\u31F0' and <= '\u31FF') or (>= '\uFF66' and <= '\uFF9D') // Kana
        or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF'); // Han

    /// <summary>The same of a character beyond the basic plane: those of Han are in planes of their own.</summary>
    public static bool IsWord(Rune folded) => folded.Plane is 2 or 3;

    private static char Fold(char character)
    {
        if (char.IsSurrogate(character))
        {
            return character;
        }

        if (Class(char.GetUnicodeCategory(character)) is { } other)
        {
            return other;
        }

        // Han and Hangul are left whole: the first has no case and no marks, and the syllables of the second are letters enough.
        return character is (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3')
            ? character
            : char.ToLowerInvariant(character.ToString().Normalize(NormalizationForm.FormD)[0]);
    }

    /// <summary>What stands for every character of a category, or null where each stands for itself.</summary>
    private static char? Class(UnicodeCategory category) => category switch
    {
        UnicodeCategory.DecimalDigitNumber => '0',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Nothing,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => null,
        _ => Divides,
    };
}
