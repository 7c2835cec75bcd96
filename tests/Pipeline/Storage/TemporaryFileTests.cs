using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Storage;

public sealed class TemporaryFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_File_IsOfTheFolderAndGoneWithItsHandle()
    {
        Directory.CreateDirectory(_folder["run"]);
        using (var file = TemporaryFile.Create(_folder["run/work"]))
        {
            Path.GetDirectoryName(file.Name).ShouldBe(_folder["run/work"]);
            file.Write("text"u8);
            file.Position = 0;
            file.ReadByte().ShouldBe('t');
            if (!OperatingSystem.IsWindows())
            {
                // A process that is killed leaves nothing.
                Directory.EnumerateFiles(_folder["run/work"]).ShouldBeEmpty();
            }
        }

        Directory.EnumerateFiles(_folder["run/work"]).ShouldBeEmpty();
    }

    [Fact]
    public void NumberTable_BeyondItsLimit_IsInTheRunsFolder()
    {
        using (var table = new NumberTable(10, limit: 9, _folder["work"]))
        {
            table[9] = 7;
            (table[0], table[9]).ShouldBe((0u, 7u));
        }

        Directory.Exists(_folder["work"]).ShouldBeTrue();
        Should.Throw<IOException>(() => new NumberTable(10, limit: 9, _folder.Write("file", "")));
    }
}
