using System.Buffers;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// Looks for words and phrases, whatever their case. A word is found only whole: beside its first and last letter or digit stands none in
/// the text. That is not asked of scripts that are written without spaces.
/// </summary>
internal sealed class WordList
{
    private readonly SearchValues<string> _any;
    private readonly ILookup<char, string> _byInitial;

    /// <summary>Makes a list.</summary>
    /// <param name="words">The words; white space around them is nothing, and blank ones are left out.</param>
    public WordList(IEnumerable<string> words)
    {
        string[] all = [.. words.Select(word => word.Trim()).Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        _any = SearchValues.Create(all, StringComparison.OrdinalIgnoreCase);
        _byInitial = all.ToLookup(word => char.ToUpperInvariant(word[0]));
    }

    /// <summary>The first word of the list that is in a text, or null.</summary>
    public string? Find(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(_any);
            if (next < 0)
            {
                return null;
            }

            at += next;
            foreach (var word in _byInitial[char.ToUpperInvariant(text[at])])
            {
                if (text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsWhole(text, at, at + word.Length))
                {
                    return word;
                }
            }
        }

        return null;
    }

    private static bool IsWhole(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !(IsSpaced(text[start]) && IsSpaced(text[start - 1])))
        && (end == text.Length || !(IsSpaced(text[end - 1]) && IsSpaced(text[end])));

    // A letter, digit or mark of a script that sets spaces between words.
    private static bool IsSpaced(char character) =>
        (char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark)
        && CharacterKinds.Of(character) == CharacterKind.Ordinary
        && character is not (>= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF');
}
