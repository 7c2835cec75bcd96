using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>
/// The exact Jaccard similarity of the sets of five-word shingles; words are runs of letters and digits in lower case, a number is one 0.
/// Written anew, so that the product is not judged by its own code.
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
        var words = WordsOf(text).Select(range => Fold(text[range])).ToList();
        var shingles = new HashSet<UInt128>();
        for (var i = 0; i + Words <= words.Count; i++)
        {
            var shingle = string.Join(' ', words[i..(i + Words)]);
            shingles.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(shingle.AsSpan())));
        }

        return shingles;
    }

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
