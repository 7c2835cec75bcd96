using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>The first of a run's stages, where an earlier run has been.</summary>
public sealed class StagePlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StagePlanTests() => _folder.Write("in.jsonl", "{\"text\":\"a text\"}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plan_SameJobAgain_StaysAsItIs()
    {
        await PlanAsync("");
        var before = _folder.Snapshot("work");
        await PlanAsync("");
        _folder.Snapshot("work")["plan.json"].ShouldBe(before["plan.json"]);
    }

    // Else its stages would take what the earlier job's have left for their own.
    [Fact]
    public async Task Plan_ChangedJob_IsRefused()
    {
        var run = await PlanAsync("");
        await run.ScanAsync(0, new RunProgress(), TestContext.Current.CancellationToken);
        var exception = await Should.ThrowAsync<RunFailedException>(() => PlanAsync("filters: [{length: {maxCharacters: 0}}]"));
        exception.Message.ShouldContain("name an empty one");
    }

    [Fact]
    public async Task Plan_RecordsThatCannotHaveTheShape_IsRefused()
    {
        var exception = await Should.ThrowAsync<RunFailedException>(() => PlanAsync("", "{uri: out, format: jsonl, shape: alpaca}"));
        exception.Message.ShouldStartWith("spec.output.shape: records of kind text cannot be written as alpaca");
    }

    private async Task<StageRun> PlanAsync(string rest, string output = "{uri: out, format: jsonl}") => await StageRun.PlanAsync(
        await DatasetPlan.MakeAsync(Job.Parse(Job.Yaml("{uri: in.jsonl}", output, rest), _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken),
        new FolderStore(_folder["work"]),
        new FolderStore(_folder["data"]),
        new RunOptions(),
        TestContext.Current.CancellationToken);
}
