using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Decontamination;

/// <summary>
/// The n-grams of words of all benchmarks. A text with fewer words than an n-gram counts as a whole when it has at least
/// <see cref="FewestWords"/>; a shorter one is left out, for what so few words say stands in honest texts too. Made once and shared by threads.
/// </summary>
internal sealed class BenchmarkIndex
{
    /// <summary>The fewest words of a text that counts.</summary>
    public const int FewestWords = 8;

    private readonly List<string> _names = [];

    private BenchmarkIndex(int ngram) => Ngram = ngram;

    /// <summary>How many words an n-gram has.</summary>
    public int Ngram { get; }

    /// <summary>How many texts were too short to count.</summary>
    public int TextsLeftOut { get; private set; }

    /// <summary>How many different n-grams and short texts there are.</summary>
    public int Count => Ngrams.Count + ShortTexts.Count;

    /// <summary>The n-grams, by <see cref="NgramHash"/>.</summary>
    internal NgramSet Ngrams { get; private set; } = new([]);

    /// <summary>The texts shorter than an n-gram, by <see cref="NgramHash"/>.</summary>
    internal NgramSet ShortTexts { get; private set; } = new([]);

    /// <summary>What short texts begin with: their first <see cref="FewestWords"/> words.</summary>
    internal NgramSet ShortStarts { get; private set; } = new([]);

    /// <summary>How many words the short texts have: each number once, ascending.</summary>
    internal IReadOnlyList<int> ShortLengths { get; private set; } = [];

    /// <summary>Makes an index.</summary>
    /// <param name="ngram">How many words an n-gram has, at least 2.</param>
    /// <param name="texts">The benchmarks' texts. An n-gram of several benchmarks belongs to the first of them.</param>
    public static BenchmarkIndex Of(int ngram, IEnumerable<BenchmarkText> texts)
    {
        var index = new BenchmarkIndex(ngram);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (ngrams, shortTexts, starts) = (new Dictionary<ulong, int>(), new Dictionary<ulong, int>(), new Dictionary<ulong, int>());
        var lengths = new SortedSet<int>();
        var words = new List<ulong>();
        foreach (var (name, text) in texts)
        {
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers.Add(name, number = index._names.Count);
                index._names.Add(name);
            }

            // As records are by then, unless the job leaves their Unicode alone.
            words.Clear();
            var walk = new WordHashes(Nfc.Of(text));
            while (walk.MoveNext())
            {
                words.Add(walk.Current);
            }

            if (words.Count >= ngram)
            {
                AddNgrams(words, ngram, number, ngrams);
            }
            else if (words.Count >= FewestWords)
            {
                shortTexts.TryAdd(NgramHash.Of(CollectionsMarshal.AsSpan(words)), number);
                starts.TryAdd(NgramHash.Of(CollectionsMarshal.AsSpan(words)[..FewestWords]), number);
                lengths.Add(words.Count);
            }
            else
            {
                index.TextsLeftOut++;
            }
        }

        (index.Ngrams, index.ShortTexts, index.ShortStarts) = (new NgramSet(ngrams), new NgramSet(shortTexts), new NgramSet(starts));
        index.ShortLengths = [.. lengths];
        return index;
    }

    /// <summary>A benchmark's name by its number.</summary>
    internal string NameOf(int number) => _names[number];

    private static void AddNgrams(List<ulong> words, int ngram, int number, Dictionary<ulong, int> ngrams)
    {
        var hash = new NgramHash(ngram);
        for (var i = 0; i < words.Count; i++)
        {
            hash.Roll(words[i], i >= ngram ? words[i - ngram] : 0);
            if (i >= ngram - 1)
            {
                ngrams.TryAdd(hash.Value, number);
            }
        }
    }
}
