using System.Text;
using CsCheck;
using Text2Llm.Proxy.Chat.Passed;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat.Passed;

/// <summary>Streams that pass: byte for byte, however they are cut.</summary>
public sealed class StreamPassageTests
{
    private static readonly byte[] Text = [.. ": keep-alive\n\n"u8, .. "id: 7\r\nevent: x\r\ndata: {\"choices\":[{\"delta\":\r\ndata: {\"content\":\"Grüezi 👋\"}}]}\r\n\r\n"u8];
    private static readonly byte[] Usage = ProviderServer.UsageChunk(5, 7);
    private static readonly byte[] UsageWithChoices = ProviderServer.Event("""{"choices":[{"delta":{}}],"usage":{"prompt_tokens":5,"completion_tokens":7}}""");
    private static readonly byte[] End = [.. "retry: 5\n\n"u8, .. "data: not JSON\n\n"u8, .. ProviderServer.Done()];

    private static readonly string[] Pieces =
        ["data: {}", "data:[DONE]", "\n", "\r", "\r\n", "\n\n", ":", "event: e", "data", "ü", "\uFEFF", "{\"usage\":null}"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pass_HoweverCut_IsTheSameButForUsageThatNobodyAskedFor(bool hidesUsage)
    {
        byte[] stream = [.. Text, .. UsageWithChoices, .. Usage, .. End];
        byte[] expected = hidesUsage ? [.. Text, .. UsageWithChoices, .. End] : stream;
        foreach (var cut in PiecewiseStream.CutAnywhere(stream))
        {
            var (passed, meter) = await PassAsync(cut, hidesUsage);

            passed.ShouldBe(expected);
            (meter.Usage.InputTokens, meter.Usage.OutputTokens, meter.IsComplete).ShouldBe((5, 7, true));
        }
    }

    [Theory]
    [InlineData("data: {\"choices\":[]", "data: {\"choices\":[]")]
    [InlineData(": bye", ": bye")]
    [InlineData("data: [DONE]", "data: [DONE]")]
    [InlineData("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}", "")]
    [InlineData("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\r\n", "")]
    public async Task Pass_EndWithoutABlankLine_IsPassedToo(string end, string passed)
    {
        var (bytes, _) = await PassAsync(new PiecewiseStream(Text, Encoding.UTF8.GetBytes(end)), hidesUsage: true);

        Encoding.UTF8.GetString(bytes).ShouldBe(Encoding.UTF8.GetString(Text) + passed);
    }

    [Fact]
    public Task Pass_AnyBytesHoweverCut_AreTheSame() => Gen.Select(
        Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 30],
        Gen.Int[1, 9]).SampleAsync(async (texts, length) =>
        {
            var stream = Encoding.UTF8.GetBytes(string.Concat(texts));
            var (passed, _) = await PassAsync(new PiecewiseStream(stream.Chunk(length).Select(piece => new ReadOnlyMemory<byte>(piece))), hidesUsage: true);

            return passed.AsSpan().SequenceEqual(stream);
        });

    [Fact]
    public async Task Pass_EndlessEvent_EndsTheStream() => await Should.ThrowAsync<InvalidDataException>(
        () => PassAsync(new PiecewiseStream(Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[16 * 1024], 70)), hidesUsage: false));

    private static async Task<(byte[] Passed, UsageMeter Meter)> PassAsync(Stream source, bool hidesUsage)
    {
        var meter = new UsageMeter(promptTokens: 1, TimeProvider.System);
        meter.Answered();
        using var caller = new MemoryStream();
        await new StreamPassage(meter, hidesUsage).PassAsync(source, caller, TestContext.Current.CancellationToken);
        return (caller.ToArray(), meter);
    }
}
