using Text2Llm.Worker.Tests;

namespace Text2Llm.Storage.Tests.Jobs;

/// <summary>Jobs on a real S3 service, by the program as users run it.</summary>
public sealed class StoredJobTests(S3Server server) : IAsyncLifetime
{
    private const string Rest = """
        filters: [{words: {denyFile: 'ROOT/named/deny.txt'}}]
          decontaminate: {uris: ['ROOT/named/bench*.jsonl'], ngram: 5}
          dedup: {fuzzy: {verify: 0.8}}
          split: {train: 0.8, test: 0.2}
        """;

    private JobFolder _files = null!;

    private string Root => $"s3://{_files.Bucket}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _files = await JobFolder.CreateAsync(server);

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return default;
    }

    [Theory]
    [InlineData("jsonl", "ROOT/in/**/*.jsonl")]
    [InlineData("parquet", "ROOT/in/")]
    public async Task Run_EverythingInS3_WritesTheBytesOfALocalRun(string format, string source)
    {
        await WriteInputAsync();
        var output = $"{{uri: ROOT/out/, format: {format}, maxFileSize: 8Ki, keepDropped: true}}";
        await _files.ShouldRunAsync("run", _files.Job("local.yaml", _files[""].TrimEnd('/'), $"{{uri: '{source}'}}", output, Rest));
        await _files.ShouldRunAsync("run", _files.Job("s3.yaml", Root, $"{{uri: '{source}'}}", output, Rest));
        await _files.ShouldHoldAsync("out/", "out");

        // The work is gone, wherever it was.
        Directory.EnumerateFileSystemEntries(_files["state/text2llm"]).ShouldBeEmpty();
        await _files.ShouldRunAsync("run", _files["s3.yaml"], "--work", $"{Root}/work");
        await _files.ShouldHoldAsync("out/", "out");
        (await _files.Store.ListAsync("work")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_FilesHereAndThere_AreNamedApart()
    {
        await _files.WriteAsync("in/a.txt", "the first text");
        await _files.WriteAsync("more/b.txt", "the second text");
        var job = _files.Job("job.yaml", Root, "{uris: [in, 'ROOT/more/*']}", "{uri: out, format: jsonl}");
        await _files.ShouldRunAsync("run", job);
        var lines = await File.ReadAllLinesAsync(_files["out/part-00000.jsonl"], Token);
        lines.Length.ShouldBe(2);
        lines[0].ShouldContain("\"source\":\"a.txt\"");
        lines[1].ShouldContain($"\"source\":\"{Root}/more/b.txt\"");
    }

    [Fact]
    public async Task Run_AgainOnOtherFiles_ReplacesTheDatasetAndLeavesNothingOfIt()
    {
        await _files.WriteSourcesAsync();
        await _files.ShouldRunAsync("run", _files.Job("job.yaml", Root, "{uri: ROOT/in}", "{uri: ROOT/out, format: jsonl, maxFileSize: 4Ki}"));
        (await _files.Store.ListAsync("out/part")).Count.ShouldBeGreaterThan(3);
        await _files.ShouldRunAsync("run", _files.Job("job.yaml", Root, "{uri: ROOT/in}", "{uri: ROOT/out, format: csv}"));
        (await _files.Store.ListAsync("out/")).Select(file => file.Name)
            .ShouldBe(["out/README.md", "out/SHA256SUMS", "out/part-00000.csv", "out/report.html", "out/report.json", "out/report.md"]);
    }

    [Fact]
    public async Task Run_SomebodyElsesFileIsThere_ChangesNothing()
    {
        await _files.WriteSourcesAsync(files: 1);
        await _files.WriteAsync("out/mine.txt", "mine");
        var result = await _files.RunAsync("run", _files.Job("job.yaml", Root, "{uri: ROOT/in}", "{uri: ROOT/out, format: jsonl}"));
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain($"spec.output.uri: '{Root}/out/' holds mine.txt, which no earlier run wrote; move it away, or name a place of the dataset's own");
        (await _files.Store.ListAsync("out/")).Select(file => file.Name).ShouldBe(["out/mine.txt"]);
    }

    // Killed at the first sight of each further file, of the work or of the dataset, until it comes to its end.
    [Fact]
    public async Task Run_KilledAgainAndAgain_EndsWithTheSameBytesAndIsNeverTakenForWhole()
    {
        await _files.WriteSourcesAsync(files: 4, records: 4000);
        const string Dedup = "dedup: {fuzzy: {}}";
        await _files.ShouldRunAsync("run", _files.Job("local.yaml", _files[""].TrimEnd('/'), "{uri: ROOT/in}", "{uri: ROOT/out, format: jsonl, maxFileSize: 256Ki}", Dedup));
        var job = _files.Job("job.yaml", Root, "{uri: ROOT/in}", "{uri: ROOT/out, format: jsonl, maxFileSize: 256Ki}", Dedup);

        // An earlier dataset must not be taken for the new one, either.
        await _files.ShouldRunAsync("run", _files.Job("small.yaml", Root, "{uri: 'ROOT/in/deep 0'}", "{uri: ROOT/out, format: jsonl}"));
        var (kills, seen) = (0, 1);
        ProcessResult result;
        do
        {
            using var run = Text2LlmProcess.Start(_files.Environment, "run", job, "--work", $"{Root}/work");
            var exit = run.ExitAsync();
            while (!exit.IsCompleted && (await WrittenAsync()).Count < seen)
            {
                await Task.Yield();
            }

            await run.SignalAsync("-KILL");
            result = await exit;
            kills += result.ExitCode == 137 ? 1 : 0;
            var written = await WrittenAsync();
            seen = written.Count + 6;
            if (written.Contains("out/.text2llm.json"))
            {
                written.ShouldNotContain("out/SHA256SUMS");
            }
        }
        while (result.ExitCode == 137);

        result.ExitCode.ShouldBe(0, result.Error);
        kills.ShouldBeGreaterThan(3);
        await _files.ShouldHoldAsync("out/", "out");
        (await _files.Store.ListAsync("work")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stages_OneByOneInS3_WriteWhatRunWrites()
    {
        await WriteInputAsync();
        var output = "{uri: ROOT/out, format: jsonl, maxFileSize: 64Ki, keepDropped: true}";
        await _files.ShouldRunAsync("run", _files.Job("local.yaml", _files[""].TrimEnd('/'), "{uri: ROOT/in}", output, Rest));
        string[] places = ["--work", $"{Root}/work", "--output", $"{Root}/out"];
        var plan = await _files.RunAsync(["stage", "plan", _files.Job("job.yaml", Root, "{uri: ROOT/in}", output, Rest), .. places]);
        plan.ShouldBe(new ProcessResult(0, "{\"shards\":1,\"ranges\":8,\"groups\":1}\n", ""));
        await StageAsync("scan", "--shard", "0");
        for (var range = 0; range < 8; range++)
        {
            await StageAsync("match", "--range", $"{range}");
        }

        await StageAsync("candidates");
        await StageAsync("gather", "--shard", "0");
        await StageAsync("verify", "--group", "0");
        var resolved = await _files.RunAsync(["stage", "resolve", .. places]);
        var parts = int.Parse(resolved.Output.Trim()["{\"parts\":".Length..^1], null);
        for (var part = 0; part < parts; part++)
        {
            await StageAsync("write", "--part", $"{part}");
        }

        await StageAsync("drop", "--shard", "0");
        await StageAsync("report");
        await _files.ShouldHoldAsync("out/", "out");

        // A stage that is run once more changes nothing.
        await StageAsync("resolve");
        await _files.ShouldHoldAsync("out/", "out");
        (await _files.RunAsync(["stage", "match", "--range", "99", .. places]))
            .ShouldBe(new ProcessResult(2, "", "text2llm: range 99: the plan has 8, 0 to 7\n"));

        async Task StageAsync(params string[] stage) => await _files.ShouldRunAsync(["stage", .. stage, .. places]);
    }

    [Fact]
    public async Task Run_PresignedUrl_IsReadAndItsSignatureNeverShown()
    {
        await _files.WriteSourcesAsync(files: 1);
        var url = await new BucketUrls(server.Client, _files.Bucket).ReadAsync("in/deep 0/0.jsonl", Token);
        var job = _files.Job("job.yaml", Root, $"{{uri: '{url}'}}", "{uri: out, format: jsonl}");
        var result = await _files.RunAsync("run", job);
        result.ExitCode.ShouldBe(0, result.Error);
        var inspected = await _files.RunAsync("validate", job);
        inspected.Output.ShouldContain("would read 1 file");
        var gone = await _files.RunAsync("run", _files.Job("gone.yaml", Root, $"{{uri: '{url.ToString().Replace("0.jsonl", "9.jsonl", StringComparison.Ordinal)}'}}", "{uri: other, format: jsonl}"));
        gone.ExitCode.ShouldBe(2);
        gone.Error.ShouldContain("access is denied (403)");
        var said = string.Concat(result.Output, result.Error, inspected.Output, inspected.Error, gone.Output, gone.Error)
            + string.Concat(Directory.EnumerateFiles(_files["out"]).Select(File.ReadAllText));
        said.ShouldNotContain("Signature");
        said.ShouldContain("/in/deep 0");
    }

    [Fact]
    public async Task InspectAndDiff_InS3_TellWhatIsThere()
    {
        await _files.WriteSourcesAsync();
        var inspected = await _files.RunAsync("inspect", $"{Root}/in/*/0.jsonl");
        inspected.ExitCode.ShouldBe(0, inspected.Error);
        inspected.Output.ShouldContain($"uri: \"{Root}/in/*/0.jsonl\"");
        var job = _files.Job("a.yaml", Root, "{uri: ROOT/in}", "{uri: ROOT/a, format: jsonl}");
        await _files.ShouldRunAsync("run", job);
        await _files.ShouldRunAsync("run", _files.Job("b.yaml", Root, "{uri: ROOT/in}", "{uri: b, format: jsonl}"));
        (await _files.RunAsync("diff", $"{Root}/a", _files["b"])).ExitCode.ShouldBe(0);
        (await _files.RunAsync("diff", $"{Root}/a", $"{Root}/in/deep 1/1.jsonl")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Run_WhatCannotBeReached_IsAMistakeAtItsPlace()
    {
        var job = _files.Job("job.yaml", Root, "{uris: ['s3://no-such-bucket/x', 'ROOT/none/']}", "{uri: ROOT/out, format: jsonl}", "filters: [{words: {denyFile: 'ROOT/none.txt'}}]");
        var result = await _files.RunAsync("run", job);
        result.ShouldBe(new ProcessResult(2, "", $"""
            {job}:5:19: spec.source.uris[0]: 's3://no-such-bucket/x' cannot be looked for: cannot list s3://no-such-bucket/x/: there is no such bucket (404 NoSuchBucket)
            {job}:5:44: spec.source.uris[1]: '{Root}/none/' stands for no file
            {job}:7:32: spec.filters[0].words.denyFile: '{Root}/none.txt' is not there; name a file of words, one on each line
            3 mistakes; nothing was written.

            """));
        _files.Environment["AWS_SECRET_ACCESS_KEY"] = "wrong";
        (await _files.RunAsync("validate", job)).Error.ShouldContain("the secret key is wrong (403 SignatureDoesNotMatch)");
    }

    private async Task WriteInputAsync()
    {
        await _files.WriteSourcesAsync();
        var lines = await File.ReadAllLinesAsync(_files["in/deep 0/0.jsonl"], Token);
        await _files.WriteAsync("named/deny.txt", "77\n");
        await _files.WriteAsync("named/bench.jsonl", lines[1] + "\n");
    }

    private async Task<List<string>> WrittenAsync() =>
        [.. (await _files.Store.ListAsync("work")).Concat(await _files.Store.ListAsync("out")).Select(file => file.Name)];
}
