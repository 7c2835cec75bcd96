using System.Globalization;
using Text2Llm.Benchmarks.Report;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>The results in Markdown.</summary>
internal static class DatasetReport
{
    public static string Of(string machine, IReadOnlyList<Measurement> measured, NearDuplicateScore score)
    {
        IEnumerable<string> lines =
        [
            machine,
            "",
            "MB are 10^6 bytes of raw input. MB/s per core are by processor time, so that what else runs on the machine counts for little;",
            "the processes start cold, and their compiling counts too. Both compress Parquet by zstd: text2llm at level 1, DuckDB at its usual level, 3.",
            "",
            "| | MB | Cores | Seconds | MB/s | Processor seconds | MB/s per core | Peak memory (MB) | Parquet (MB) |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
            .. measured.Select(Row),
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Near duplicates with `verify: 0.8`: recall {score.Recall:f3}, of {score.Pairs:N0} copies whose exact Jaccard similarity is 0.8 or " +
                $"more; precision {score.Precision:f3}, of {score.Dropped:N0} records dropped; exact copies missed: {score.ExactMissed}."),
            "",
            .. Goals(measured, score).Select(goal => $"- {goal}"),
            "",
        ];
        return string.Join('\n', lines);
    }

    private static string Row(Measurement one) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {one.Name} | {one.Bytes / 1e6:N0} | {one.Cores} | {one.Process.Seconds:f1} | {one.PerSecond:f1} | {one.Process.ProcessorSeconds:f1} | {one.PerCore:f1} | {one.Process.PeakBytes / 1e6:N0} | {(one.OutputBytes == 0 ? "" : (one.OutputBytes / 1e6).ToString("N0", CultureInfo.InvariantCulture))} |");

    private static IEnumerable<Goal> Goals(IReadOnlyList<Measurement> measured, NearDuplicateScore score)
    {
        const string Fuzzy = "Clean, near duplicates, to Parquet";
        const string Everything = "Everything, to Parquet";
        const string Convert = "Convert to Parquet";
        const string Exact = "Exact duplicates, to Parquet";
        yield return new Goal("near duplicates, MB/s per core", Best(Fuzzy).PerCore, 50, IsLeast: true);
        yield return new Goal("everything, MB/s per core", Best(Everything).PerCore, 25, IsLeast: true);
        foreach (var ours in measured.Where(one => one.Name is Convert or Exact))
        {
            var theirs = measured.First(one =>
                one.Name.Equals($"DuckDB: {ours.Name}", StringComparison.OrdinalIgnoreCase) && one.Bytes == ours.Bytes && one.Cores == ours.Cores);
            yield return new Goal(
                string.Create(CultureInfo.InvariantCulture, $"{ours.Name}, {ours.Bytes / 1e6:N0} MB, {ours.Cores} core(s): speed against DuckDB's"),
                ours.PerCore / theirs.PerCore,
                1,
                IsLeast: true);
        }

        yield return new Goal("recall of near duplicates", score.Recall, 0.95, IsLeast: true);
        yield return new Goal("precision of near duplicates", score.Precision, 0.95, IsLeast: true);
        yield return new Goal("exact copies missed", score.ExactMissed, 0, IsLeast: false);
        foreach (var name in new[] { Convert, Exact, Fuzzy, Everything })
        {
            var one = measured.Where(each => each.Name == name && each.Cores == 1).OrderBy(each => each.Bytes).ToList();
            if (one.Count > 1)
            {
                yield return new Goal($"{name}: speed of the largest corpus against the smallest", one[^1].PerCore / one[0].PerCore, 0.9, IsLeast: true);
                yield return new Goal($"{name}: memory of the largest against the next", (double)one[^1].Process.PeakBytes / one[^2].Process.PeakBytes, 1.25, IsLeast: false);
            }

            var two = measured.FirstOrDefault(each => each.Name == name && each.Cores == 2);
            if (two is not null && one.Find(each => each.Bytes == two.Bytes) is { } same)
            {
                yield return new Goal($"{name}: speed with two cores against one", two.PerSecond / same.PerSecond, 1.8, IsLeast: true);
            }
        }

        // By the largest corpus, where starting counts for least.
        Measurement Best(string name) => measured.Where(each => each.Name == name && each.Cores == 1).MaxBy(each => each.Bytes)!;
    }
}
