using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>A dataset is of one version of its sources, or there is none.</summary>
public sealed class ChangedSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("in/a.jsonl")]
    [InlineData("words.txt")]
    public async Task Scan_AFileWasChangedSinceThePlan_FailsAndSaysWhich(string changed)
    {
        var run = await PlanAsync();
        _folder.Write(changed, "{\"text\":\"another text\"}\n");
        var failure = await Should.ThrowAsync<RunFailedException>(() => run.ScanAsync(0, new RunProgress(), Token));
        failure.Message.ShouldContain($"{Path.GetFileName(changed)} was changed or removed since it was found");
    }

    [Fact]
    public async Task Scan_AFileWasRemovedSinceThePlan_Fails()
    {
        var run = await PlanAsync();
        File.Delete(_folder["in/a.jsonl"]);
        await Should.ThrowAsync<RunFailedException>(() => run.ScanAsync(0, new RunProgress(), Token));
    }

    private async Task<StageRun> PlanAsync()
    {
        _folder.Write("in/a.jsonl", "{\"text\":\"a text\"}\n");
        _folder.Write("words.txt", "word\n");
        var job = Job.Parse(Job.Yaml("{uri: in}", "{uri: out, format: jsonl}", "filters: [{words: {denyFile: words.txt}}]"), _folder.Path);
        var found = await DatasetPlan.MakeAsync(job, RunPlaces.Local, Token);
        return await StageRun.PlanAsync(found, new FolderStore(_folder["work"]), new FolderStore(_folder["data"]), new RunOptions(), Token);
    }
}
