namespace Text2Llm.Worker.Tests;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_WithJob_WritesOneThatRuns()
    {
        var file = _folder.Write("notes.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two \u001b[31m\"}\n");
        var job = _folder["job.yaml"];
        var result = await Text2LlmProcess.RunAsync("inspect", file, "--job", job);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("format       jsonl: named .jsonl");
        result.Output.ShouldEndWith($"\nA job for it is written to {job}\n");
        result.Output.ShouldNotContain("\u001b");
        (await Text2LlmProcess.RunAsync("run", job)).ExitCode.ShouldBe(0);
        _folder.Names().ShouldContain("notes-dataset");

        var again = await Text2LlmProcess.RunAsync("inspect", file, "--job", job);
        again.ExitCode.ShouldBe(1, "a job that is there is not written over");
        again.Error.ShouldContain("already exists");
    }

    [Fact]
    public async Task Inspect_NoSuchFile_IsAMistake()
    {
        var result = await Text2LlmProcess.RunAsync("inspect", _folder["none"]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe($"text2llm: '{_folder["none"]}' stands for no file.\n");
    }

    [Fact]
    public async Task Inspect_NothingReadable_ShowsWhyAndFails()
    {
        await File.WriteAllBytesAsync(_folder["x.gz"], [0x1f, 0x8b, 8, 0, 1, 2], TestContext.Current.CancellationToken);
        var result = await Text2LlmProcess.RunAsync("inspect", _folder["x.gz"]);
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("corrupt-gzip");
        result.Output.ShouldNotContain("DatasetJob");
    }
}
