using System.IO.Compression;

namespace Text2Llm.Worker.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    [InlineData("-HUP")]
    public async Task Run_Interrupted_LeavesTheEarlierOutputAndSaysHowToGoOn(string signal)
    {
        var job = await WriteEarlierOutputAsync();
        WriteEndlessSource();
        using var run = Text2LlmProcess.Start("run", job);
        await run.FirstErrorLine;
        _folder.Names().ShouldContain(".out.text2llm");
        await run.SignalAsync(signal);
        var result = await run.ExitAsync();
        result.ExitCode.ShouldBe(130, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldEndWith(
            "text2llm: interrupted; nothing was written, and earlier output is untouched. "
            + $"What is done is kept in {_folder[".out.text2llm"]}: run the same command to go on from there.\n");
        await ShouldHoldEarlierOutputAsync();
        _folder.Names().ShouldBe([".out.text2llm", "in", "job.yaml", "out"]);
    }

    [Fact]
    public async Task Run_Killed_LeavesTheEarlierOutputAndTheNextRunCleansUp()
    {
        var job = await WriteEarlierOutputAsync();
        WriteEndlessSource();
        using var run = Text2LlmProcess.Start("run", job);
        await run.FirstErrorLine;
        await run.SignalAsync("-KILL");
        (await run.ExitAsync()).ExitCode.ShouldBe(137);
        await ShouldHoldEarlierOutputAsync();
        _folder.Names().ShouldContain(".out.text2llm");

        File.Delete(_folder["in/b.txt.gz"]);
        (await Text2LlmProcess.RunAsync("run", job)).ExitCode.ShouldBe(0);
        _folder.Names().ShouldBe(["in", "job.yaml", "out"]);
    }

    // Killed after every so many files that it has left, until it comes to its end.
    [Fact]
    public async Task Run_KilledAgainAndAgain_EndsWithTheSameBytes()
    {
        for (var file = 0; file < 6; file++)
        {
            _folder.Write($"in/{file}.jsonl", string.Concat(Enumerable.Range(0, 20_000).Select(
                number => $"{{\"text\":\"record {number % 15_000} of file {file}, which has some more words than that\"}}\n")));
        }

        const string Rest = "dedup: {fuzzy: {}}";
        (await Text2LlmProcess.RunAsync("run", _folder.WriteJob("{uri: in}", "{uri: whole, format: jsonl}", Rest))).ExitCode.ShouldBe(0);
        var job = _folder.WriteJob("{uri: in}", "{uri: out, format: jsonl}", Rest);
        var kills = 0;
        for (var files = 1; !Directory.Exists(_folder["out"]); files += 2)
        {
            using var run = Text2LlmProcess.Start("run", job);
            var exit = run.ExitAsync();
            while (!exit.IsCompleted && CountFiles(".out.text2llm") < files)
            {
                await Task.Yield();
            }

            await run.SignalAsync("-KILL");
            kills += (await exit).ExitCode == 137 ? 1 : 0;
        }

        kills.ShouldBeGreaterThan(3);
        _folder.Names("out").ShouldBe(_folder.Names("whole"));
        foreach (var name in _folder.Names("out").Where(name => !name.StartsWith("report", StringComparison.Ordinal) && name != "SHA256SUMS"))
        {
            (await File.ReadAllBytesAsync(_folder[$"out/{name}"], TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllBytesAsync(_folder[$"whole/{name}"], TestContext.Current.CancellationToken), name);
        }
    }

    [Fact]
    public async Task Run_FileNameWithControlCharacters_DoesNotReachTheTerminalByTheProgress()
    {
        WriteEndlessSource("\u001b[31mred.txt.gz");
        using var run = Text2LlmProcess.Start("run", _folder.WriteJob("{uri: in}", "{uri: out, format: jsonl}", "records: {unit: line}"));
        (await run.FirstErrorLine).ShouldEndWith(", \uFFFD[31mred.txt.gz");
    }

    [Fact]
    public async Task Run_DiskTakesNoMore_FailsInOneLineAndLeavesTheEarlierOutput()
    {
        var job = await WriteEarlierOutputAsync();
        _folder.Write("in/b.txt", string.Concat(Enumerable.Range(0, 200_000).Select(number => $"line {number}\n")));

        // A limit on the size of files fails a write as a full disk does, once its signal is ignored.
        var result = await Text2LlmProcess.RunProgramAsync(
            "bash", ["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" run \"$1\"", Text2LlmProcess.Path, job],
            new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" });
        result.ExitCode.ShouldBe(1, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.TrimEnd('\n').Split('\n')[^1].ShouldMatch(
            @"\Atext2llm: cannot write .*/out: .*; nothing was written, and earlier output is untouched\. What is done is kept in .*\z");
        await ShouldHoldEarlierOutputAsync();
        (await Text2LlmProcess.RunAsync("run", job)).ExitCode.ShouldBe(0);
        _folder.Names().ShouldBe(["in", "job.yaml", "out"]);
    }

    private async Task<string> WriteEarlierOutputAsync()
    {
        _folder.Write("in/a.txt", "earlier");
        var job = _folder.WriteJob("{uri: in}", "{uri: out, format: jsonl}", "records: {unit: line}");
        (await Text2LlmProcess.RunAsync("run", job)).ExitCode.ShouldBe(0);
        return job;
    }

    private async Task ShouldHoldEarlierOutputAsync()
    {
        _folder.Names("out").ShouldBe(["part-00000.jsonl", "README.md", "report.html", "report.json", "report.md", "SHA256SUMS"]);
        (await File.ReadAllTextAsync(_folder["out/part-00000.jsonl"], TestContext.Current.CancellationToken)).ShouldContain("\"text\":\"earlier\"");
    }

    // Some 20 GB of text in 20 MB: the same gzip member again and again.
    private void WriteEndlessSource(string name = "b.txt.gz")
    {
        Directory.CreateDirectory(_folder["in"]);
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = "the same line, again and again\n"u8.ToArray();
            for (var i = 0; i < 320_000; i++)
            {
                gzip.Write(line);
            }
        }

        using var file = File.Create(_folder[$"in/{name}"]);
        for (var i = 0; i < 2_000; i++)
        {
            file.Write(member.GetBuffer(), 0, (int)member.Length);
        }
    }

    private int CountFiles(string name)
    {
        try
        {
            return Directory.EnumerateFiles(_folder[name], "*", SearchOption.AllDirectories).Count();
        }
        catch (IOException)
        {
            return 0; // It is not there yet, or is just removed.
        }
    }
}
