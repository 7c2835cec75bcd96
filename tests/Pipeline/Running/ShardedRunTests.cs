using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>Runs of several shards: what comes out depends neither on how the input is cut nor on how many threads there are.</summary>
public sealed class ShardedRunTests : IDisposable
{
    // Of seven words, so that near duplicates have shingles in common.
    private static readonly string[] Words = ["river", "stone", "garden", "window", "letter", "morning", "engine", "paper"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<long, int, int> Cuts => new()
    {
        { 2_000, 1, 1000 },
        { 2_000, 4, 300 },
        { 20_000, 3, 1000 },
        { 1 << 30, 1, 100 },
        { 1 << 30, 4, 1000 },
    };

    // Failures 1 and 7: one large file is work for all, and the survivor does not depend on timing.
    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Run_AnyCutAndAnyThreads_GivesTheSameBytes(long shardBytes, int cores, int batchBytes)
    {
        WriteRecords("in/a.jsonl", seed: 1, count: 400);
        WriteRecords("in/b.jsonl", seed: 2, count: 30);
        WriteRecords("in/c.jsonl", seed: 1, count: 400);
        _folder.Write("in/d.jsonl.gz", TempFolder.Gzip(string.Concat(Records(seed: 3, count: 300))));
        var yaml = Job.Yaml(
            "{uri: in}", "{uri: out, format: jsonl, maxFileSize: 16Ki, keepDropped: true}",
            "dedup: {fuzzy: {verify: 0.5}, parts: lines}\n  split: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}");
        var texts = JsonSerializer.Serialize((await RunAsync(yaml, new RunLimits(), cores: 1)).Texts);
        var expected = Written();
        expected.Keys.ShouldContain("train-00001.jsonl");
        expected.Keys.ShouldContain("validation-00000.jsonl");
        expected.Keys.ShouldContain("rejects.jsonl");

        var report = await RunAsync(yaml, new RunLimits { ShardBytes = shardBytes, BatchBytes = batchBytes, WaitingBytes = 3 * batchBytes }, cores);

        JsonSerializer.Serialize(report.Texts).ShouldBe(texts);
        report.Texts.Characters.Count.ShouldBe(report.Records.Written);
        report.Texts.LanguagesOf.ShouldBe(report.Records.Written);
        var actual = Written();
        actual.Keys.ShouldBe(expected.Keys);
        foreach (var (name, content) in expected)
        {
            actual[name].ShouldBe(content, name);
        }
    }

    [Fact]
    public async Task Run_OneLargeFile_IsCutIntoShards()
    {
        WriteRecords("in.jsonl", seed: 1, count: 500);
        var plan = await DatasetPlan.MakeAsync(
            Job.Parse(Job.Yaml("{uri: in.jsonl}", "{uri: out, format: jsonl}"), _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        var limits = new RunLimits { ShardBytes = 5_000 };
        var planned = await new Planning.Planner(plan, limits).MakeAsync(new RunProgress(), TestContext.Current.CancellationToken);
        planned.Shards.Count.ShouldBeGreaterThan(10);
        planned.Shards.ShouldAllBe(shard => shard.Bytes <= 5_000);
    }

    private async Task<DatasetReport> RunAsync(string yaml, RunLimits limits, int cores)
    {
        var plan = await DatasetPlan.MakeAsync(Job.Parse(yaml, _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        var options = new RunOptions { Cores = cores, Memory = new ByteSize(8L << 30) };
        return await DatasetRun.RunAsync(plan, options, new RunProgress(), TimeProvider.System, limits, TestContext.Current.CancellationToken);
    }

    // All but the report, which has the time, and the list of checksums, which has the report's; the files of dropped records follow the shards, so that their lines are compared.
    private SortedDictionary<string, string> Written()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, content) in _folder.Snapshot("out").OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var key = name.StartsWith("dropped", StringComparison.Ordinal) ? "dropped" : name;
            if (!name.StartsWith("report", StringComparison.Ordinal) && name != "SHA256SUMS")
            {
                files[key] = files.GetValueOrDefault(key) + System.Text.Encoding.UTF8.GetString(content);
            }
        }

        return files;
    }

    private void WriteRecords(string name, int seed, int count) => _folder.Write(name, string.Concat(Records(seed, count)));

    // Texts, repeated texts, texts that differ in a word, bad lines and blank lines.
    private static IEnumerable<string> Records(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 40).Select(_ => Words[random.Next(Words.Length)] + random.Next(60)));
            yield return (i % 17) switch
            {
                3 => "{\"text\": broken}\n",
                5 => "\n",
                7 => "{\"text\":\"  \"}\r\n",
                9 => $"{{\"text\":\"{text}\"}}\n{{\"text\":\"{text}\"}}\n",
                11 => $"{{\"text\":\"{text}\"}}\n{{\"text\":\"{text} end\"}}\n",
                13 => $"{{\"text\":\"a line that many have, long enough to count\\n{text}\"}}\n",
                _ => $"{{\"text\":\"{text}\"}}\n",
            };
        }
    }
}
