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

    [Theory]
    [InlineData("dedup: {fuzzy: {}}")]
    [InlineData("dedup: {fuzzy: {verify: 0.8}}")]
    public async Task Run_NearlyAlikeWithOtherLabels_AreNoDuplicates(string dedup)
    {
        var near = new NearTexts(1);
        var text = near.Text(200);
        var other = near.Changed(text, 1);
        _folder.Write("in.jsonl", Judged(text, "true") + Judged(other, "false") + Judged(other, "true") + Judged(text, "false"));
        (await RunAsync(dedup)).ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("dedup: {fuzzy: {}}")]
    [InlineData("dedup: {fuzzy: {verify: 0.8}}")]
    public async Task Run_NearlyAlikeWithTheOtherAnswerChosen_AreNoDuplicates(string dedup)
    {
        var near = new NearTexts(2);
        var (one, other) = (near.Text(100), near.Text(100));
        _folder.Write("in.jsonl", Preferred(one, other) + Preferred(other, one) + Preferred(one, near.Changed(other, 1)));
        (await RunAsync(dedup)).ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("dedup: {fuzzy: {}}")]
    [InlineData("dedup: {fuzzy: {verify: 0.8}}")]
    public async Task Run_SameTextsWithQuiteOtherArguments_AreNoDuplicates(string dedup)
    {
        var near = new NearTexts(3);
        var (one, other) = (near.Text(60), near.Text(60));
        _folder.Write("in.jsonl", Conversation(one) + Conversation(other) + Conversation(near.Changed(one, 1)));
        (await RunAsync(dedup)).ShouldBe(["1", "2"]);
    }

    private async Task<IReadOnlyList<string>> RunAsync(string dedup = "")
    {
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: out, format: jsonl}", dedup));
        Job.Field(_folder["out/part-00000.jsonl"], "id").ShouldBeUnique();
        return Job.Field(_folder["out/part-00000.jsonl"], "row");
    }

    private static string Judged(string text, string label) => $"{{\"prompt\":\"Is it?\",\"completion\":\"{text}\",\"label\":{label}}}\n";

    private static string Preferred(string chosen, string rejected) =>
        $"{{\"prompt\":\"Which is it?\",\"chosen\":\"{chosen}\",\"rejected\":\"{rejected}\"}}\n";

    private static string Answer(string label) => $"{{\"prompt\":\"Is it?\",\"completion\":\"It is.\",\"label\":{label}}}\n";

    private static string Conversation(string city) =>
        "{\"messages\":[{\"role\":\"user\",\"content\":\"And there?\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
        + "[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"" + city + "\\\"}\"}}]}]}\n";
}
