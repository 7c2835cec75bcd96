namespace Text2Llm.Worker.Tests.Failures;

/// <summary>One large file is work for every core, and which duplicate stays does not depend on timing.</summary>
public sealed class Failure01And07CoresTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AnyNumberOfCores_GivesTheSameBytes()
    {
        for (var file = 0; file < 2; file++)
        {
            _folder.Write($"in/{file}.jsonl", string.Concat(Enumerable.Range(0, 4_000).Select(
                number => $"{{\"text\":\"record {number % 2_500} of a few, with words that others have as well, and an end {number % 3}\"}}\n")));
        }

        var expected = await RunAsync("one", "1");
        expected.ShouldNotBeEmpty();
        (await RunAsync("two", "2")).ShouldBe(expected);
        (await RunAsync("many", "2000000000")).ShouldBe(expected);
    }

    // The checksums of the data files, without those of the report, which tells the time.
    private async Task<string[]> RunAsync(string output, string cores)
    {
        var job = _folder.WriteJob("{uri: in}", $"{{uri: {output}, format: parquet, maxFileSize: 64Ki}}", "dedup: {fuzzy: {verify: 0.9}}");
        var result = await Text2LlmProcess.RunAsync("run", job, "--cores", cores);
        result.ExitCode.ShouldBe(0, result.Error);
        var sums = await File.ReadAllLinesAsync(_folder[$"{output}/SHA256SUMS"], TestContext.Current.CancellationToken);
        return [.. sums.Where(line => line.EndsWith(".parquet", StringComparison.Ordinal))];
    }
}
