using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>
/// The exact Jaccard similarity of the sets of five-word shingles; words are runs of letters and digits in lower case, a number is one 0, and
/// of scripts that are written without spaces each character is a word: a sentence would be one else. Written anew, so that the product is not judged by its own code.
/// </summary>
internal static class ShingleJaccard
{
    public const int Words = 5;

    public static double Of(string one, string other)
    {
        var (left, right) = (Shingles(one), Shingles(other));
        var both = left.Count(right.Contains);
        return (double)both / Math.Max(left.Count + right.Count - both, 1);
    }

    /// <summary>Where the words of a text are.</summary>
    public static IEnumerable<Range> WordsOf(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]));
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                yield return start..i;
                start = -1;
            }
        }
    }

    private static HashSet<UInt128> Shingles(string text)
    {
        var words = WordsOf(text).SelectMany(range => Divide(Fold(text[range]))).ToList();
        var shingles = new HashSet<UInt128>();
        for (var i = 0; i + Words <= words.Count; i++)
        {
            var shingle = string.Join(' ', words[i..(i + Words)]);
            shingles.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(shingle.AsSpan())));
        }

        return shingles;
    }

    private static IEnumerable<string> Divide(string word)
    {
        var start = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (IsUnspaced(word[i]) && !char.IsLowSurrogate(word[i]))
            {
                if (i > start)
                {
                    yield return word[start..i];
                }

                start = i + (char.IsHighSurrogate(word[i]) ? 2 : 1);
                yield return word[i..start];
            }
        }

        if (start < word.Length)
        {
            yield return word[start..];
        }
    }

    // Thai and Lao, Burmese, Khmer, kana, Han; and, by the first half of their pairs, what Han has beyond the basic plane.
    private static bool IsUnspaced(char character) => character
        is (>= '\u0E00' and < '\u0F00') or (>= '\u1000' and < '\u10A0') or (>= '\u1780' and < '\u1800')
        or (>= '\u3040' and < '\u3100') or (>= '\u31F0' and < '\u3200') or (>= '\uFF66' and < '\uFF9E')
        or (>= '\u3400' and < '\u4DC0') or (>= '\u4E00' and < '\uA000') or (>= '\uF900' and < '\uFB00')
        or (>= '\uD840' and < '\uD8C0');

    private static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (char.IsDigit(character))
            {
                _ = folded is [.., '0'] ? folded : folded.Append('0');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(character);
            }
        }

        return folded.ToString();
    }
}
