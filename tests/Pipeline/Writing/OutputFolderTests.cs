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
