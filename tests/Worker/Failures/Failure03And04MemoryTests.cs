using System.IO.Compression;
using System.Text;

namespace Text2Llm.Worker.Tests.Failures;

/// <summary>Neither much input nor one long record takes more memory than there is. The runtime itself refuses more than it is told.</summary>
public sealed class Failure03And04MemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_MoreTextThanMemory_KeepsAllOfIt()
    {
        const int Members = 80;
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var number = 0; number < 60; number++)
            {
                gzip.Write(Encoding.UTF8.GetBytes($"{new string((char)('a' + (number % 26)), 100_000)} {number}\n"));
            }
        }

        Directory.CreateDirectory(_folder["in"]);
        await using (var file = File.Create(_folder["in/a.txt.gz"]))
        {
            for (var i = 0; i < Members; i++)
            {
                file.Write(member.GetBuffer(), 0, (int)member.Length);
            }
        }

        var result = await RunAsync("records: {unit: line}\n  dedup: {exact: false}", "0x14000000"); // 320 MiB, of 480 MB of text
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldMatch(@"\| written +\| +4,800 \|");
    }

    [Fact]
    public async Task Run_RecordLargerThanMemory_IsRejectedAndTheRestGoesOn()
    {
        Directory.CreateDirectory(_folder["in"]);
        await using (var file = File.Create(_folder["in/a.jsonl"]))
        {
            file.Write("{\"text\":\"first\"}\n{\"text\":\""u8);
            var piece = new byte[1_000_000];
            piece.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 500; i++)
            {
                file.Write(piece);
            }

            file.Write("\"}\n{\"text\":\"last\"}\n"u8);
        }

        var result = await RunAsync("dedup: {fuzzy: {}}", "0x1C000000"); // 448 MiB
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldMatch(@"\| written +\| +2 \|");
        (await File.ReadAllLinesAsync(_folder["out/rejects.jsonl"], TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem().ShouldStartWith("{\"file\":\"a.jsonl\",\"line\":2,\"reason\":\"record-too-large\"");
    }

    private Task<ProcessResult> RunAsync(string rest, string heap) => Text2LlmProcess.RunProgramAsync(
        Text2LlmProcess.Path,
        ["run", _folder.WriteJob("{uri: in}", "{uri: out, format: parquet}", rest), "--memory", "512Mi"],
        new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = heap });
}
