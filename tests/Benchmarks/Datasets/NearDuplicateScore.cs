using System.Text.Json;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>How well near duplicates are found, by the copies that the corpus was given.</summary>
/// <param name="Recall">The share of the pairs of at least the threshold of which one record is dropped.</param>
/// <param name="Precision">The share of the records dropped, without exact copies, that are of such a pair.</param>
/// <param name="Pairs">How many such pairs there are.</param>
/// <param name="ExactMissed">How many exact copies are left; to be 0.</param>
internal sealed record NearDuplicateScore(double Recall, double Precision, int Pairs, int ExactMissed)
{
    public const double Threshold = 0.8;

    /// <summary>Judges a dataset in JSON Lines.</summary>
    public static NearDuplicateScore Of(Corpus corpus, string output)
    {
        var kept = new HashSet<long>();
        var last = 0L;
        foreach (var line in Directory.EnumerateFiles(output, "part-*.jsonl").SelectMany(File.ReadLines))
        {
            using var record = JsonDocument.Parse(line);
            kept.Add(record.RootElement.GetProperty("row").GetInt64());
        }

        last = File.ReadLines(corpus.Path).LongCount();
        var pairs = corpus.Pairs();
        var near = pairs.Where(pair => !pair.Exact && pair.Similarity >= Threshold).ToList();
        var found = near.Count(IsFound);
        var exactMissed = pairs.Count(pair => pair.Exact && !IsFound(pair));
        var dropped = last - kept.Count - pairs.Count(pair => pair.Exact && IsFound(pair));
        return new NearDuplicateScore((double)found / near.Count, dropped == 0 ? 1 : (double)found / dropped, near.Count, exactMissed);

        bool IsFound(PlantedPair pair) => !(kept.Contains(pair.First) && kept.Contains(pair.Second));
    }
}
