namespace Text2Llm.Worker.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData]
    public async Task Help_IsPrinted(params string[] arguments)
    {
        var result = await Text2LlmProcess.RunAsync(arguments);
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("text2llm [command] [options]");
        result.Output.ShouldContain("run <job.yaml>");
        result.Output.ShouldContain("130 interrupted");
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task RunHelp_TellsWhatRunDoes()
    {
        var result = await Text2LlmProcess.RunAsync("run", "--help");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("text2llm run <job.yaml>");
        result.Output.ShouldContain("relative to its folder");
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task Version_IsPrinted()
    {
        var result = await Text2LlmProcess.RunAsync("--version");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldMatch(@"\A\d+\.\d+\.\d+\n\z");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("rnu", "job.yaml")]
    [InlineData("run", "a.yaml", "b.yaml")]
    [InlineData("run", "a.yaml", "--fast")]
    public async Task WrongArguments_AreTold(params string[] arguments)
    {
        var result = await Text2LlmProcess.RunAsync(arguments);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("text2llm: ");
        result.Error.ShouldEndWith("Try 'text2llm --help'.\n");
    }

    [Theory]
    [InlineData("511Mi")]
    [InlineData("0")]
    public async Task Run_LessMemoryThanItNeeds_IsTold(string size)
    {
        var result = await Text2LlmProcess.RunAsync("run", "a.yaml", "--memory", size);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith("text2llm: --memory is to be 512Mi or more, which a run takes whatever it reads.\n");
    }

    [Fact]
    public async Task Run_NoSuchJobFile_SaysSo()
    {
        var path = _folder["none.yaml"];
        (await Text2LlmProcess.RunAsync("run", path)).ShouldBe(new ProcessResult(2, "", $"text2llm: {path}: no such file; nothing was written.\n"));
    }

    [Fact]
    public async Task Run_FolderForAJobFile_SaysSo() =>
        (await Text2LlmProcess.RunAsync("run", _folder.Path))
            .ShouldBe(new ProcessResult(2, "", $"text2llm: {_folder.Path}: a folder; name a job file; nothing was written.\n"));

    [Fact]
    public async Task Run_JobWithMistakes_PrintsThemAllLikeACompilerAndWritesNothing()
    {
        _folder.Write("texts/a.txt", "text");
        var job = _folder.WriteJob("{uri: texts, formt: text}", "{uri: out, format: xml}", "parallelism: none");
        var result = await Text2LlmProcess.RunAsync("run", job);
        result.ShouldBe(new ProcessResult(2, "", $"""
            {job}:5:24: spec.source.formt: unknown field; did you mean 'format'?
            {job}:6:30: spec.output.format: 'xml' is not a format; use one of jsonl, parquet, csv
            {job}:7:16: spec.parallelism: 'none' will not do; use a whole number, without quotes
            3 mistakes; nothing was written.

            """));
        _folder.Names().ShouldBe(["job.yaml", "texts"]);
    }

    [Fact]
    public async Task Run_NotOnATerminal_WritesPlainLinesAndTheSummary()
    {
        _folder.Write("texts/a.txt", "one\n\nONE\n");
        _folder.Write("texts/b.txt", "one\n \nONE");
        var result = await Text2LlmProcess.RunAsync("run", _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}"));
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldMatch(@"\A(\d.*\n)*100%, 0\.0 of 0\.0 MB, file 2 of 2, 2 records read, 1 written, [\d,]+ records/s\n\z");
        result.Error.ShouldNotContain("\u001b");
        result.Output.ShouldNotContain("\u001b");
        result.Output.ShouldContain("| dropped: duplicate |     1 |");
        result.Output.ShouldEndWith($"Written to {_folder["out"]}\n");
        result.Output.ShouldStartWith(await File.ReadAllTextAsync(_folder["out/report.md"], TestContext.Current.CancellationToken));
        _folder.Names("out").ShouldBe(["part-00000.jsonl", "README.md", "report.html", "report.json", "report.md", "SHA256SUMS"]);
    }

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData("2>/dev/full")]
    [InlineData(">/dev/full 2>&1")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData(">&- 2>&-")]
    public async Task Run_NobodyCanBeTold_IsDoneAllTheSame(string streams)
    {
        _folder.Write("texts/a.txt", "one");
        var job = _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}");
        (await ShellAsync($"\"$0\" run \"$1\" {streams}", job)).ExitCode.ShouldBe(0);
        _folder.Names("out").ShouldBe(["part-00000.jsonl", "README.md", "report.html", "report.json", "report.md", "SHA256SUMS"]);
        (await File.ReadAllLinesAsync(_folder["out/part-00000.jsonl"], TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem().ShouldContain("\"text\":\"one\"");
    }

    [Theory]
    [InlineData("\"$0\" bogus 2>/dev/full")]
    [InlineData("\"$0\" run none.yaml 2>/dev/full")]
    [InlineData("\"$0\" run none.yaml 2>&-")]
    public async Task WrongArguments_NobodyCanBeTold_AreTheSameExitCode(string command) =>
        (await ShellAsync(command, "")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Run_JobFileThatBeginsWithAnAt_IsAFileLikeOthers() =>
        (await Text2LlmProcess.RunAsync("run", "@none.yaml")).Error.ShouldBe("text2llm: @none.yaml: no such file; nothing was written.\n");

    [Fact]
    public async Task Run_WithoutGlobalizationData_SaysThatItCannotNormalise()
    {
        _folder.Write("texts/a.txt", "e\u0301");
        var environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" };
        var job = _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}");
        var result = await Text2LlmProcess.RunProgramAsync(Text2LlmProcess.Path, ["run", job], environment);
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("text2llm: texts cannot be brought to Unicode NFC");
        _folder.Names().ShouldBe(["job.yaml", "texts"]);

        job = _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}", "clean: {unicode: none}");
        (await Text2LlmProcess.RunProgramAsync(Text2LlmProcess.Path, ["run", job], environment)).ExitCode.ShouldBe(0);
    }

    private static Task<ProcessResult> ShellAsync(string command, string job) =>
        Text2LlmProcess.RunProgramAsync("bash", ["-c", command, Text2LlmProcess.Path, job]);

    [Fact]
    public async Task Run_FileNameWithControlCharacters_DoesNotReachTheTerminal()
    {
        _folder.Write("texts/\u001b[31mred.txt", "a\0b");
        var result = await Text2LlmProcess.RunAsync("run", _folder.WriteJob("{uri: texts}", "{uri: out, format: jsonl}"));
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldEndWith(
            "text2llm: the file cannot be read: \uFFFD[31mred.txt: a zero byte at offset 1: the file is binary; "
            + "nothing was written, and earlier output is untouched.\n");
    }
}
