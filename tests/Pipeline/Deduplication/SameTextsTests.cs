namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>Records that have the same texts and are not the same.</summary>
public sealed class SameTextsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OtherArgumentsOfACall_IsNoDuplicate()
    {
        _folder.Write("in.jsonl", Conversation("Paris") + Conversation("Rome") + Conversation("Paris"));
        (await RunAsync()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Run_OtherLabel_IsNoDuplicate()
    {
        _folder.Write("in.jsonl", Answer("true") + Answer("false") + Answer("true"));
        (await RunAsync()).ShouldBe(["1", "2"]);
    }

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: out, format: jsonl}"));
        Job.Field(_folder["out/part-00000.jsonl"], "id").ShouldBeUnique();
        return Job.Field(_folder["out/part-00000.jsonl"], "row");
    }

    private static string Answer(string label) => $"{{\"prompt\":\"Is it?\",\"completion\":\"It is.\",\"label\":{label}}}\n";

    private static string Conversation(string city) =>
        "{\"messages\":[{\"role\":\"user\",\"content\":\"And there?\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
        + "[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"" + city + "\\\"}\"}}]}]}\n";
}
