using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>Runs that end early, wherever that is, and are gone on with (failures 5 and 8).</summary>
public sealed class ResumedRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunLimits _limits = new() { ShardBytes = 2_000, BatchBytes = 500 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Walk_FailsAtEachWriteInTurn_EndsWithTheSameBytes()
    {
        var plan = await PlanAsync();
        await WalkAsync(plan, Work("whole"), Output("whole"));
        var expected = _folder.Snapshot("whole-output");
        expected.Count.ShouldBeGreaterThan(3);

        // Each time one write further than the last time, from what the failed ones have left.
        var writes = 0;
        for (var failed = true; failed; writes++)
        {
            var disk = new FullDisk(writes);
            try
            {
                await WalkAsync(plan, disk.Over(Work("cut")), disk.Over(Output("cut")));
                failed = false;
            }
            catch (IOException)
            {
                failed = true;
            }
        }

        writes.ShouldBeGreaterThan(10);
        var actual = _folder.Snapshot("cut-output");
        actual.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var (name, content) in expected)
        {
            actual[name].ShouldBe(content, name);
        }
    }

    [Fact]
    public async Task Walk_WorkIsFarAway_CompressesItAndWritesTheSameBytes()
    {
        var plan = await PlanAsync();
        await WalkAsync(plan, Work("near"), Output("near"));
        await WalkAsync(plan, new FullDisk(int.MaxValue).Over(Work("far")), Output("far"));
        var (near, far) = (_folder.Snapshot("near-output"), _folder.Snapshot("far-output"));
        far.Keys.ShouldBe(near.Keys, ignoreOrder: true);
        foreach (var (name, content) in near)
        {
            far[name].ShouldBe(content, name);
        }

        const string Records = "scan/000000.records";
        _folder.Snapshot("far-work")[Records].Length.ShouldBeLessThan(_folder.Snapshot("near-work")[Records].Length);
    }

    [Fact]
    public async Task Walk_EverythingIsThere_WritesNothing()
    {
        var plan = await PlanAsync();
        await WalkAsync(plan, Work("done"), Output("done"));
        await WalkAsync(plan, new FullDisk(0).Over(Work("done")), new FullDisk(0).Over(Output("done")));
    }

    [Fact]
    public async Task Walk_AnyFileIsDamaged_MakesItAnew()
    {
        var plan = await PlanAsync();
        await WalkAsync(plan, Work("done"), Output("done"));
        var work = _folder.Snapshot("done-work");
        var output = _folder.Snapshot("done-output");
        foreach (var (folder, name) in work.Keys.Where(name => !name.EndsWith(".json", StringComparison.Ordinal)).Select(name => ("done-work", name))
            .Concat(output.Keys.Select(name => ("done-output", name))))
        {
            var path = _folder[$"{folder}/{name}"];
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            if (bytes.Length == 0)
            {
                continue;
            }

            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            await WalkAsync(plan, Work("done"), Output("done"));
            (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe(folder == "done-work" ? work[name] : output[name], name);
        }
    }

    [Fact]
    public async Task Run_TheInputHasChangedMeanwhile_BeginsAnew()
    {
        WriteInput();
        var yaml = Yaml();
        await CancelAsync(yaml);
        var before = File.ReadAllText(_folder[".out.text2llm/work/plan.json"]);
        _folder.Write("in/a.jsonl", "{\"text\":\"another text\"}\n");
        File.SetLastWriteTimeUtc(_folder["in/a.jsonl"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await CancelAsync(yaml);
        File.ReadAllText(_folder[".out.text2llm/work/plan.json"]).ShouldNotBe(before);
        await Job.RunAsync(_folder, yaml);
        Job.Field(_folder["out/part-00000.jsonl"], "text").ShouldContain("another text");
    }

    [Fact]
    public async Task Run_TheJobHasChangedMeanwhile_BeginsAnew()
    {
        WriteInput();
        await CancelAsync(Yaml());
        await Job.RunAsync(_folder, Yaml("clean: {whitespace: none}"));
        Job.Field(_folder["out/part-00000.jsonl"], "text").ShouldContain("text  b of a");
    }

    [Fact]
    public async Task Run_ABenchmarkInAFolderHasChangedMeanwhile_BeginsAnew()
    {
        const string Sentence = "this is a question of a benchmark which is long enough to be found";
        _folder.Write("in/a.jsonl", $"{{\"text\":\"{Sentence}\"}}\n{{\"text\":\"another\"}}\n");
        _folder.Write("bench/b.txt", "nothing that anybody would have in a text of which there are so few here");
        var yaml = Yaml("decontaminate: {uris: [bench]}");
        await CancelAsync(yaml);
        _folder.Write("bench/b.txt", Sentence);
        await Job.RunAsync(_folder, yaml);
        Job.Field(_folder["out/part-00000.jsonl"], "text").ShouldBe(["another"]);
    }

    // Ends a run when it has written its records and is about to publish them.
    private async Task CancelAsync(string yaml)
    {
        var plan = await DatasetPlan.MakeAsync(Job.Parse(yaml, _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            DatasetRun.RunAsync(plan, new RunOptions(), new RunProgress(), new CancellingClock(stop), _limits, stop.Token));
    }

    private async Task<RunPlan> PlanAsync()
    {
        WriteInput();
        var plan = await DatasetPlan.MakeAsync(Job.Parse(Yaml(), _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        return await new Planner(plan, _limits).MakeAsync(new RunProgress(), TestContext.Current.CancellationToken);
    }

    private async Task WalkAsync(RunPlan plan, IFileStore work, IFileStore output)
    {
        var run = new RunContext(plan, work, output, _limits);
        var steps = await StepChain.ReadAsync(plan, NoStores.Instance, TestContext.Current.CancellationToken);
        await new StageWalk(run, steps, new RunThreads(1, 1, 1, 1), new RunProgress()).RunAsync(TestContext.Current.CancellationToken);
    }

    private void WriteInput()
    {
        foreach (var name in new[] { "a", "b" })
        {
            _folder.Write(
                $"in/{name}.jsonl",
                string.Concat(Enumerable.Range(0, 200).Select(number => $"{{\"text\":\"text  {new string((char)('a' + (number / 2 % 25)), 1 + (number / 50))} of {name}\"}}\n")));
        }
    }

    private static string Yaml(string rest = "clean: {}") => Job.Yaml(
        "{uri: in}", "{uri: out, format: jsonl, maxFileSize: 4Ki, keepDropped: true}",
        $"{rest}\n  dedup: {{fuzzy: {{shingle: 2, verify: 0.9}}}}");

    private FolderStore Work(string name) => new(_folder[$"{name}-work"], durable: false);

    private FolderStore Output(string name) => new(_folder[$"{name}-output"], durable: false);
}
