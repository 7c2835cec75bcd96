using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tests.Mapping;

namespace Text2Llm.Pipeline.Tests.Steps;

public sealed class StepChainTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"\u200b"}""", null)]
    [InlineData("""{"role":"user","content":"q"},{"role":"assistant","content":"\u200b"},{"role":"assistant","content":"a"}""", null)]
    [InlineData("""{"role":"user","content":"q"},{"role":"assistant","content":"\u200b"}""", "chat.noAnswer")]
    [InlineData("""{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"\u200b"},{"role":"assistant","content":"a"}""", "chat.emptyTurn")]
    public async Task Apply_TurnThatCleaningEmptied_IsMendedOrDropsTheRecordForIt(string turns, string? reason)
    {
        var (drop, record) = await ApplyAsync($$"""{"messages":[{{turns}}]}""");
        drop?.Reason.ShouldBe(reason);
        (drop is null).ShouldBe(reason is null);
        if (reason is null)
        {
            record.Parts.Select(part => part.Text).ShouldBe(["q", "a"]);
        }
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"a.png"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"\u200b"},{"type":"image_url","image_url":{"url":"a.png"}}]},{"role":"assistant","content":"","tool_calls":[{"id":"1"}]}]}""")]
    [InlineData("""{"prompt":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"a.png"}}]}],"completion":[{"role":"assistant","content":"","tool_calls":[{"id":"1"}]}],"label":true}""")]
    public async Task Apply_NoTextButImagesAndCalls_Stays(string line) => (await ApplyAsync(line)).Drop.ShouldBeNull();

    [Theory]
    [InlineData("""{"instruction":"i","input":"\u200b","output":"o"}""", null)]
    [InlineData("""{"instruction":"i","output":"\u200b"}""", "chat.emptyAnswer")]
    [InlineData("""{"text":"\u200b"}""", "empty")]
    public async Task Apply_PartThatCleaningEmptied_IsWhatAnEmptyOneIs(string line, string? reason) =>
        ((await ApplyAsync(line)).Drop?.Reason).ShouldBe(reason);

    [Fact]
    public async Task ForThread_ListOfWords_IsReadOnceForAll()
    {
        var file = _folder.Write("words.txt", "bad\n");
        var chain = await ReadAsync("filters: [{words: {denyFile: words.txt}}]");
        File.Delete(file);
        var (one, other) = (Filter(chain), Filter(chain));
        other.ShouldBeSameAs(one);
        var record = DatasetRecord.OfText("a bad thing");
        one.Apply(ref record)!.Reason.ShouldBe("words.denied");
    }

    [Fact]
    public async Task Read_TokenizerThatIsDamaged_NamesTheFieldAndTheLine()
    {
        _folder.Write("my.tiktoken", "YQ== 0\nYg 1\n");
        var exception = await Should.ThrowAsync<RunFailedException>(ReadAsync("filters: [{c4: {}}, {length: {maxTokens: 9, tokenizer: my.tiktoken}}]"));
        exception.Message.ShouldStartWith("spec.filters[1].length.tokenizer: 'my.tiktoken' is no tokenizer that can be read: line 2 is not");
    }

    private static IRecordStep Filter(StepChain chain) => chain.ForThread().Single(step => step.Name == "words");

    private async Task<(Drop? Drop, DatasetRecord Record)> ApplyAsync(string line)
    {
        var record = Mapped.Record(line);
        foreach (var step in (await ReadAsync("")).ForThread())
        {
            if (step.Apply(ref record) is { } drop)
            {
                return (drop, record);
            }
        }

        return (null, record);
    }

    private async Task<StepChain> ReadAsync(string rest)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _folder.Write("in.jsonl", """{"text":"a"}""");
        var job = Job.Parse(Job.Yaml("{uri: in.jsonl}", "{uri: out, format: jsonl}", rest), _folder.Path);
        var found = await DatasetPlan.MakeAsync(job, RunPlaces.Local, cancellation);
        var plan = await new Planner(found, new RunLimits()).MakeAsync(new RunProgress(), cancellation);
        return await StepChain.ReadAsync(plan, NoStores.Instance, cancellation);
    }
}
