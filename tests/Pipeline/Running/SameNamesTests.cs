using System.Formats.Tar;
using System.Text;

namespace Text2Llm.Pipeline.Tests.Running;

/// <summary>Archives in which several files have one name, as tar appends a new version of one.</summary>
public sealed class SameNamesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_EntriesOfOneName_CountTheirRowsEach()
    {
        using (var archive = new TarWriter(File.Create(_folder["in.tar"])))
        {
            Add(archive, "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
            Add(archive, "{\"text\":\"three\"}\nbroken\n");
        }

        var report = await Job.RunAsync(_folder, Job.Yaml("{uri: in.tar}", "{uri: out, format: jsonl}"));

        report.Source.Files.ShouldBe(2);
        Job.Field(_folder["out/part-00000.jsonl"], "row").ShouldBe(["1", "2", "1"]);
        Job.Field(_folder["out/rejects.jsonl"], "line").ShouldBe(["2"]);
    }

    private static void Add(TarWriter archive, string text) => archive.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, "a.jsonl") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
}
