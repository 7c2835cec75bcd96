using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Tests.Writing;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Publish_SomebodyPutAFileThereMeanwhile_FailsAndKeepsIt()
    {
        using (var output = OutputFolder.Stage(_folder["out"]))
        {
            _folder.Write("out/notes.txt", "mine");
            Should.Throw<RunFailedException>(output.Publish).Message.ShouldContain("notes.txt");
        }

        File.ReadAllText(_folder["out/notes.txt"]).ShouldBe("mine");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["out"]);
    }

    [Fact]
    public void Publish_FolderThatCannotBeMoved_ExchangesItsFiles()
    {
        WriteDataset("out", "old", parts: 2);
        using (var output = OutputFolder.Stage(_folder["out"], _folder["out/.text2llm"]))
        {
            OutputFolder.Obstacle(_folder["out"]).ShouldBeNull();
            WriteDataset("out/.text2llm/data", "new", parts: 1);
            output.Publish();
        }

        Read("out").ShouldBe(["part-0: new", "report.json: new"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Publish_FolderThatCannotBeMovedAndTheRunWasKilled_IsWholeAgain(bool earlier)
    {
        // Every state in which a run may be killed: so many moves of the earlier files, then so many of the new ones.
        string[] old = earlier ? ["part-0", "part-1", "report.json"] : [];
        string[] made = ["part-0", "report.json"];
        for (var moves = 0; moves <= old.Length + made.Length; moves++)
        {
            Directory.CreateDirectory(_folder["out/.text2llm/previous"]);
            if (earlier)
            {
                WriteDataset("out", "old", parts: 2);
            }

            WriteDataset("out/.text2llm/data", "new", parts: 1);
            foreach (var name in old.Take(moves))
            {
                File.Move(_folder[$"out/{name}"], _folder[$"out/.text2llm/previous/{name}"]);
            }

            foreach (var name in made.Take(moves - old.Length))
            {
                File.Move(_folder[$"out/.text2llm/data/{name}"], _folder[$"out/{name}"]);
            }

            OutputFolder.Restore(_folder["out"], _folder["out/.text2llm"]);
            Read("out").ShouldBe(
                moves == old.Length + made.Length ? ["part-0: new", "report.json: new"]
                : earlier ? ["part-0: old", "part-1: old", "report.json: old"]
                : [], $"after {moves} moves");
            Directory.Delete(_folder["out"], recursive: true);
        }
    }

    [Fact]
    public void Publish_FolderThatCannotBeMovedAndAFileIsInTheWay_BringsTheEarlierBack()
    {
        WriteDataset("out", "old", parts: 1);
        using (var output = OutputFolder.Stage(_folder["out"], _folder["out/.text2llm"]))
        {
            WriteDataset("out/.text2llm/data", "new", parts: 1);
            Directory.CreateDirectory(_folder["out/report.md"]);
            Should.Throw<IOException>(() =>
            {
                _folder.Write("out/.text2llm/data/report.md", "new");
                output.Publish();
            });
            Directory.Delete(_folder["out/report.md"]);
        }

        Read("out").ShouldBe(["part-0: old", "report.json: old"]);
    }

    [Theory]
    [InlineData("""{"kind":"DatasetReport","outputs":[null]}""")]
    [InlineData("""{"kind":"DatasetReport","outputs":[{"records":1}]}""")]
    [InlineData("""{"kind":"DatasetReport"}""")]
    [InlineData("null")]
    [InlineData("[")]
    public void Obstacle_ReportThatNoRunWrote_IsOne(string report)
    {
        _folder.Write("out/report.json", report);
        OutputFolder.Obstacle(_folder["out"]).ShouldNotBeNull().ShouldContain("no earlier run wrote, such as report.json");
    }

    private void WriteDataset(string folder, string content, int parts)
    {
        var names = Enumerable.Range(0, parts).Select(part => $"part-{part}").ToArray();
        var outputs = string.Join(',', names.Select(name => $"{{\"name\":\"{name}\"}}"));
        _folder.Write($"{folder}/report.json", $"{{\"kind\":\"DatasetReport\",\"job\":\"{content}\",\"outputs\":[{outputs}]}}");
        foreach (var name in names)
        {
            _folder.Write($"{folder}/{name}", content);
        }
    }

    // Each file with which dataset it belongs to; nothing else may be there.
    private IEnumerable<string> Read(string folder) => Directory.EnumerateFileSystemEntries(_folder[folder])
        .Select(path => $"{Path.GetFileName(path)}: {(File.ReadAllText(path).Contains("old", StringComparison.Ordinal) ? "old" : "new")}")
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Obstacle_LinkInACircle_IsOne()
    {
        File.CreateSymbolicLink(_folder["out"], "out");
        OutputFolder.Obstacle(_folder["out"]).ShouldNotBeNull().ShouldContain("leads in a circle");
    }

    [Fact]
    public void Publish_TheNewFolderCannotBeMoved_BringsTheEarlierBack()
    {
        _folder.Write("out/report.json", """{"kind":"DatasetReport","outputs":[]}""");
        using var output = OutputFolder.Stage(_folder["out"]);
        Directory.Delete(output.DataPath);
        Should.Throw<IOException>(output.Publish);
        File.Exists(_folder["out/report.json"]).ShouldBeTrue();
    }
}
