using System.Security.Cryptography;
using System.Text.Json;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>What is told of records that were dropped.</summary>
public sealed class DroppedRecordsTests : IDisposable
{
    private const string Text = "the quick brown fox jumps over the lazy dog while nobody at all is looking at the gate";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Duplicates_NameTheRecordThatWasKept()
    {
        _folder.Write("in/a.jsonl", $"{{\"text\":\"first\"}}\n\n{{\"text\":\"{Text}\"}}\n{{\"text\":\" \"}}\n");
        _folder.Write("in/b.jsonl", $"{{\"text\":\"other\"}}\n{{\"text\":\"{Text}\"}}\n{{\"text\":\"other\"}}\n");
        _folder.Write("in/c.jsonl", $"{{\"text\":\"{Text} now\"}}\n");
        var yaml = Job.Yaml("{uri: in}", "{uri: out, format: jsonl, keepDropped: true}", "dedup: {fuzzy: {}}");

        // Each file is a shard of its own.
        await Job.RunAsync(_folder, yaml, new RunLimits { ShardBytes = 1 });

        var kept = new List<string>();
        foreach (var path in Directory.GetFiles(_folder["out/dropped"]).Order(StringComparer.Ordinal))
        {
            kept.AddRange(File.ReadLines(path).Select(Told));
        }

        kept.ShouldBe([
            "a.jsonl:4 empty",
            "b.jsonl:2 duplicate of a.jsonl:3",
            "b.jsonl:3 duplicate of b.jsonl:1",
            "c.jsonl:1 near-duplicate of a.jsonl:3",
        ]);
    }

    [Fact]
    public async Task Run_DuplicateOfAWholeFile_NamesTheFile()
    {
        _folder.Write("in/a.txt", Text);
        _folder.Write("in/b.txt", Text);
        await Job.RunAsync(_folder, Job.Yaml("{uri: in}", "{uri: out, format: jsonl, keepDropped: true}", "records: {unit: document}"));
        File.ReadAllText(_folder["out/dropped/000000.jsonl"]).ShouldContain("\"kept\":{\"file\":\"a.txt\"");
    }

    [Fact]
    public async Task Run_Checksums_AreOfEveryFileButTheirOwn()
    {
        _folder.Write("in/a.jsonl", $"{{\"text\":\"{Text}\"}}\n{{\"text\":\"{Text}\"}}\nbroken\n");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in}", "{uri: out, format: jsonl, keepDropped: true}"));

        var listed = File.ReadLines(_folder["out/SHA256SUMS"]).Select(line => line.Split("  ")).ToDictionary(line => line[1], line => line[0]);
        listed.Keys.ShouldBe(["part-00000.jsonl", "dropped/000000.jsonl", "rejects.jsonl", "report.json", "report.md", "report.html", "README.md"]);
        foreach (var (name, sum) in listed)
        {
            sum.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder[$"out/{name}"]))), name);
        }
    }

    private static string Told(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        var of = root.TryGetProperty("kept", out var kept) ? $" of {Place(kept)}" : "";
        return $"{Place(root)} {root.GetProperty("reason")}{of}";
    }

    private static string Place(JsonElement record) => $"{record.GetProperty("file")}:{record.GetProperty("line")}";
}
