using System.Globalization;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>A corpus in JSON Lines, and what is known about it.</summary>
/// <param name="Folder">The folder that holds it.</param>
/// <param name="Megabytes">About how large it is, in 10^6 bytes.</param>
internal sealed record Corpus(string Folder, int Megabytes)
{
    public string Path => System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, $"corpus-{Megabytes}.jsonl"));

    public long Bytes => new FileInfo(Path).Length;

    private string TruthPath => System.IO.Path.ChangeExtension(Path, ".truth.tsv");

    /// <summary>Makes it, unless it is there.</summary>
    public void Make(Func<IReadOnlyList<string>> passages)
    {
        if (File.Exists(TruthPath))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var pairs = new CorpusWriter(passages()).Write(Path, Megabytes * 1_000_000L);
        File.WriteAllLines(TruthPath, pairs.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.First}\t{pair.Second}\t{pair.Similarity:f6}\t{(pair.Exact ? "exact" : "near")}")));
    }

    /// <summary>The copies that it has been given.</summary>
    public IReadOnlyList<PlantedPair> Pairs() =>
        [.. File.ReadLines(TruthPath).Select(line => line.Split('\t')).Select(cells => new PlantedPair(
            long.Parse(cells[0], CultureInfo.InvariantCulture),
            long.Parse(cells[1], CultureInfo.InvariantCulture),
            double.Parse(cells[2], CultureInfo.InvariantCulture),
            cells[3] == "exact"))];
}
