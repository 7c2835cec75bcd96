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
    public void RealPath_LinkToAFolder_IsThatFolder()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        OutputFolder.RealPath(_folder["link"] + "/").ShouldBe(_folder["real"]);
    }
}
