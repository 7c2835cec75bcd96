using Text2Llm.Pipeline.Running;

namespace Text2Llm.Storage.Tests.Jobs;

/// <summary>Stages where only presigned URLs lead to sources, work and output, as in a worker pod.</summary>
public sealed class PresignedStagesTests(S3Server server) : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private JobFolder _files = null!;
    private PresignedStores _stores = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => $"s3://{_files.Bucket}";

    public async ValueTask InitializeAsync()
    {
        _files = await JobFolder.CreateAsync(server);
        _stores = new PresignedStores(server, _http);
        await _files.WriteSourcesAsync();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _files.Dispose();
        return default;
    }

    [Fact]
    public async Task Stages_ByUrlsAlone_WriteWhatALocalRunWrites()
    {
        const string Output = "{uri: ROOT/out, format: parquet, maxFileSize: 32Ki, keepDropped: true}";
        await _files.WriteAsync("deny.txt", "77\n");
        const string Rest = "filters: [{words: {denyFile: 'ROOT/deny.txt'}}]\n  dedup: {fuzzy: {verify: 0.8}}";
        await _files.ShouldRunAsync("run", _files.Job("local.yaml", _files[""].TrimEnd('/'), "{uri: ROOT/in}", Output, Rest));

        var planned = await PlanAsync(Output, Rest);
        for (var shard = 0; shard < planned.Shards; shard++)
        {
            await (await OpenAsync()).ScanAsync(shard, new RunProgress(), Token);
        }

        for (var range = 0; range < planned.Ranges; range++)
        {
            await (await OpenAsync()).MatchAsync(range, Token);
        }

        await (await OpenAsync()).CandidatesAsync(Token);
        for (var shard = 0; shard < planned.Shards; shard++)
        {
            await (await OpenAsync()).GatherAsync(shard, Token);
        }

        for (var group = 0; group < planned.Groups; group++)
        {
            await (await OpenAsync()).VerifyAsync(group, Token);
        }

        var parts = await (await OpenAsync()).ResolveAsync(Token);
        parts.ShouldBeGreaterThan(1);
        for (var part = 0; part < parts; part++)
        {
            await (await OpenAsync()).WriteAsync(part, new RunProgress(), Token);
        }

        await (await OpenAsync()).DropAsync(0, Token);
        await (await OpenAsync()).ReportAsync(TimeSpan.Zero, Token);
        await _files.ShouldHoldAsync("out/", "out");
    }

    [Fact]
    public async Task Scan_ASourceWasReplacedSinceThePlan_FailsAndSaysWhich()
    {
        await PlanAsync("{uri: ROOT/out, format: jsonl}", "");
        await _files.WriteAsync("in/deep 1/1.jsonl", "{\"text\":\"another\"}\n");
        var failure = await Should.ThrowAsync<RunFailedException>(async () => await (await OpenAsync()).ScanAsync(0, new RunProgress(), Token));
        failure.Message.ShouldContain("in/deep 1/1.jsonl: the file was changed while it was being read");
        (await _files.Store.FindAsync("work/scan/000000.json", Token)).ShouldBeNull();
    }

    private async Task<StageRun> PlanAsync(string output, string rest)
    {
        var job = _files.Job("job.yaml", Root, "{uri: ROOT/in}", output, rest);
        var found = await DatasetPlan.ReadAsync(job, new RunPlaces { Stores = _stores }, Token);
        return await StageRun.PlanAsync(found, _stores.OpenFolder($"{Root}/work"), _stores.OpenFolder($"{Root}/out"), new RunOptions(), Token);
    }

    // As each pod does.
    private Task<StageRun> OpenAsync() =>
        StageRun.OpenAsync(_stores.OpenFolder($"{Root}/work"), _stores.OpenFolder($"{Root}/out"), _stores, new RunOptions(), Token);
}
