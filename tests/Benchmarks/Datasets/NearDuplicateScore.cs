using System.Text.Json;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>
/// How well near duplicates are found. Recall goes by the copies that the corpus was given. Precision cannot: the real text that it is made
/// of repeats itself too, so each record that was dropped is compared with the one for which it was dropped.
/// </summary>
/// <param name="Recall">The share of the pairs of at least the threshold of which one record is dropped.</param>
/// <param name="Precision">The share of the records dropped as near duplicates that are at least as similar to the record named, which stays.</param>
/// <param name="Pairs">How many such pairs the corpus was given.</param>
/// <param name="Dropped">How many records are dropped as near duplicates.</param>
/// <param name="ExactMissed">How many exact copies are left; to be 0.</param>
internal sealed record NearDuplicateScore(double Recall, double Precision, int Pairs, int Dropped, int ExactMissed)
{
    public const double Threshold = 0.8;

    /// <summary>Judges a dataset in JSON Lines, which was made with what is dropped.</summary>
    /// <param name="texts">The file it was made of: JSON Lines with a text.</param>
    /// <param name="pairs">The copies that the file was given.</param>
    /// <param name="output">The dataset's folder.</param>
    public static NearDuplicateScore Of(string texts, IReadOnlyList<PlantedPair> pairs, string output)
    {
        var kept = Lines(output, "part-*.jsonl").Select(record => record.GetProperty("row").GetInt64()).ToHashSet();
        var dropped = Lines(Path.Combine(output, "dropped"), "*.jsonl")
            .Where(record => record.GetProperty("reason").GetString() == "near-duplicate")
            .Select(record => (Line: record.GetProperty("line").GetInt64(), For: record.GetProperty("kept").GetProperty("line").GetInt64()))
            .ToList();
        var near = pairs.Where(pair => !pair.Exact && pair.Similarity >= Threshold).ToList();
        return new NearDuplicateScore(
            Share(near.Count(IsFound), near.Count),
            Share(CountAlike(texts, [.. dropped.Where(one => kept.Contains(one.For))]), dropped.Count),
            near.Count,
            dropped.Count,
            pairs.Count(pair => pair.Exact && !IsFound(pair)));

        bool IsFound(PlantedPair pair) => !(kept.Contains(pair.First) && kept.Contains(pair.Second));
    }

    private static int CountAlike(string texts, IReadOnlyList<(long Line, long For)> dropped)
    {
        var wanted = dropped.SelectMany(one => new[] { one.Line, one.For }).ToHashSet();
        var found = new Dictionary<long, string>();
        foreach (var (number, line) in File.ReadLines(texts).Index())
        {
            if (wanted.Contains(number + 1))
            {
                using var record = JsonDocument.Parse(line);
                found[number + 1] = record.RootElement.GetProperty("text").GetString()!;
            }
        }

        return dropped.Count(one => ShingleJaccard.Of(found[one.Line], found[one.For]) >= Threshold);
    }

    private static double Share(int some, int all) => all == 0 ? 1 : (double)some / all;

    private static IEnumerable<JsonElement> Lines(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
}
