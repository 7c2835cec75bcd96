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

    [Fact]
    public async Task Stage_OfANumberThatThePlanHasNot_SaysWhichThereAre()
    {
        var run = await PlanAsync("");
        await run.ScanAsync(0, new RunProgress(), TestContext.Current.CancellationToken);
        for (var range = 0; range < run.Ranges; range++)
        {
            await run.MatchAsync(range, TestContext.Current.CancellationToken);
        }

        await run.ResolveAsync(TestContext.Current.CancellationToken);
        await RefusedAsync(token => run.ScanAsync(7, new RunProgress(), token), "shard 7: the plan has 1, which is 0");
        await RefusedAsync(token => run.MatchAsync(99, token), "range 99: the plan has 8, 0 to 7");
        await RefusedAsync(token => run.VerifyAsync(0, token), "group 0: the plan has none");
        await RefusedAsync(token => run.WriteAsync(-1, new RunProgress(), token), "part -1: the plan has 1, which is 0");
        await RefusedAsync(token => run.DropAsync(1, token), "shard 1: the plan has 1, which is 0");
    }

    private static async Task RefusedAsync(Func<CancellationToken, Task> stage, string message) =>
        (await Should.ThrowAsync<ArgumentException>(() => stage(TestContext.Current.CancellationToken))).Message.ShouldBe(message);

    private async Task<StageRun> PlanAsync(string rest, string output = "{uri: out, format: jsonl}") => await StageRun.PlanAsync(
        await DatasetPlan.MakeAsync(Job.Parse(Job.Yaml("{uri: in.jsonl}", output, rest), _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken),
        new FolderStore(_folder["work"]),
        new FolderStore(_folder["data"]),
        new RunOptions(),
        TestContext.Current.CancellationToken);
}
