using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Text2Llm.Worker.Tests.Failures;

/// <summary>Malformed rows, encodings and conversations cost what is wrong alone, and each is told with its place and reason.</summary>
public sealed class Failure11And12BadRecordsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_BadRowsAmongGood_AreToldAndTheRestGoesOn()
    {
        Write("in/a.jsonl", [.. "{\"text\":\"a1\"}\n{\"text\":\"bad "u8, 0xff, .. " byte\"}\n{\"text\": broken}\n{\"text\":\"a4\"}\n"u8]);
        Write("in/b.csv", "id,text\n1,\"b2\"\n2\n3,\"never closed\n4,b5\n"u8);
        Write("in/c.json", "[{\"text\":\"c1\"},{\"text\":7},{\"text\":\"c3\"}]"u8);
        var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(number => $"{{\"text\":\"d{number}\"}}\n"))));
        }

        Write("in/d.jsonl.gz", gzip.ToArray().AsSpan()[..^200]);
        Write("in/e.png", [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[50]]);

        var result = await Text2LlmProcess.RunAsync("run", _folder.WriteJob("{uri: in}", "{uri: out, format: jsonl}"));
        result.ExitCode.ShouldBe(0, result.Error);
        var rejects = Lines("out/rejects.jsonl").Select(reject => (
            File: reject.GetProperty("file").GetString(),
            Line: reject.TryGetProperty("line", out var line) ? line.GetInt32() : 0,
            Reason: reject.GetProperty("reason").GetString()));
        rejects.ShouldBe(
        [
            ("a.jsonl", 2, "invalid-utf8"), ("a.jsonl", 3, "malformed-json"), ("b.csv", 3, "malformed-row"), ("b.csv", 4, "malformed-row"),
            ("c.json", 2, "wrong-type"), ("d.jsonl.gz", 0, "corrupt-gzip"), ("e.png", 0, "not-text"),
        ], ignoreOrder: true);
        var texts = Lines("out/part-00000.jsonl").Select(record => record.GetProperty("text").GetString()!).ToList();
        texts.Where(text => text[0] != 'd').ShouldBe(["a1", "a4", "b2", "b5", "c1", "c3"]);
        texts.ShouldContain("d1000");
    }

    [Fact]
    public async Task Run_BrokenConversations_AreCountedByReason()
    {
        _folder.Write("in/a.jsonl", """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}
            {"messages":[{"role":"assistant","content":"nobody asked"}]}
            {"messages":[{"role":"user","content":"no answer"}]}
            {"messages":[{"role":"user","content":"A"},{"role":"assistant","content":"  "}]}
            {"messages":"no list"}
            {"messages":[{"role":"user","content":"Bye"},{"role":"assistant","content":"See you"}]}

            """);
        var result = await Text2LlmProcess.RunAsync("run", _folder.WriteJob("{uri: in}", "{uri: out, format: jsonl}"));
        result.ExitCode.ShouldBe(0, result.Error);
        Lines("out/part-00000.jsonl").Select(record => record.GetProperty("row").GetInt32()).ShouldBe([1, 6]);
        var records = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/report.json"], TestContext.Current.CancellationToken))
            .RootElement.GetProperty("records").GetProperty("dropped");
        records.EnumerateObject().Sum(drop => drop.Value.GetInt32()).ShouldBe(4);
        records.EnumerateObject().Select(drop => drop.Name).ShouldBe(["chat.noAnswer", "chat.roleOrder", "wrong-type"], ignoreOrder: true);
    }

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(_folder["in"]);
        File.WriteAllBytes(_folder[name], content);
    }

    private IEnumerable<JsonElement> Lines(string name) => File.ReadLines(_folder[name]).Select(line => JsonDocument.Parse(line).RootElement);
}
