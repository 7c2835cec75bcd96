namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>Makes texts of words by chance, and others that are nearly the same. The same seed makes the same.</summary>
internal sealed class NearTexts(int seed)
{
    private readonly Random _random = new(seed);

    // Some words are frequent, as in a language.
    private readonly string[] _vocabulary = [.. Enumerable.Range(0, 5000).Select(number => $"w{(char)('a' + (number % 26))}{ToLetters(number)}")];

    /// <summary>A text of so many words.</summary>
    public string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    /// <summary>A text of which so many words, anywhere, are others.</summary>
    public string Changed(string text, int words)
    {
        var changed = text.Split(' ');
        for (var i = 0; i < words; i++)
        {
            changed[_random.Next(changed.Length)] = Word();
        }

        return string.Join(' ', changed);
    }

    /// <summary>The Jaccard similarity of the shingles of two texts of words and single spaces, straight from its definition.</summary>
    public static double Similarity(string one, string other, int shingle = 5)
    {
        var (left, right) = (Shingles(one, shingle), Shingles(other, shingle));
        var both = left.Intersect(right).Count();
        return (double)both / (left.Count + right.Count - both);
    }

    private static HashSet<string> Shingles(string text, int size)
    {
        var words = text.Split(' ');
        return [.. Enumerable.Range(0, Math.Max(words.Length - size + 1, 0)).Select(start => string.Join(' ', words[start..(start + size)]))];
    }

    private string Word() => _vocabulary[(int)(_vocabulary.Length * Math.Pow(_random.NextDouble(), 3))];

    private static string ToLetters(int number) => new([.. $"{number}".Select(digit => (char)(digit - '0' + 'k'))]);
}
