using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>
/// Failure 9: tokens of a cache are neither dropped nor counted twice, whether a provider counts them among the prompt's (OpenAI, Gemini) or
/// beside them (Anthropic, Bedrock): in the quota, in the usage event and in its cost.
/// </summary>
public sealed class Failure09CachedTokensTests : IAsyncLifetime
{
    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    public static TheoryData<Surface, string> Everywhere => [.. from surface in (Surface[])[Surface.Http, Surface.Grpc]
        from wire in AnyProvider.Wires
        select (surface, wire)];

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        var prices = AnyProvider.Wires.SelectMany(wire => new[]
        {
            ($"Prices:Models:{wire}:m:Input", "100"), ($"Prices:Models:{wire}:m:CachedInput", "10"),
            ($"Prices:Models:{wire}:m:CacheWrite", "200"), ($"Prices:Models:{wire}:m:Output", "1000"),
        });
        _proxy = await ProxyServer.StartAsync([.. _provider.Settings, .. prices]);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task OfAHundredTokens_FortyCached(Surface surface, string wire)
    {
        var written = wire is AnyProvider.Anthropic or AnyProvider.Bedrock ? 20 : 0;
        _provider.Answer = async context =>
        {
            context.Response.ContentType = wire == AnyProvider.Bedrock ? "application/vnd.amazon.eventstream" : "text/event-stream";
            await context.Response.Body.WriteAsync(AnswerOf(wire), context.RequestAborted);
        };
        using var call = Call.Begin(_proxy, surface, wire);
        await call.ToldAsync();

        await Eventually.BecomesTrueAsync(() => _proxy.UsageEvents.Count == 1, () => "no usage event came");

        var happened = _proxy.UsageEvents.Single();
        happened.Usage.ShouldBe(new TokenUsage { InputTokens = 100, CachedInputTokens = 40, CacheWriteInputTokens = written, OutputTokens = 7 });
        happened.CostUsd.ShouldBe((((60 - written) * 100m) + (40 * 10) + (written * 200) + (7 * 1000)) / 1_000_000);
        await _proxy.SettledAsync("ada", 100_000 - 107);
    }

    private static byte[] AnswerOf(string wire) => wire switch
    {
        AnyProvider.Anthropic => AnyProvider.Events(
            """{"type":"message_start","message":{"usage":{"input_tokens":40,"cache_read_input_tokens":40,"cache_creation_input_tokens":20,"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}""",
            """{"type":"message_stop"}"""),
        AnyProvider.Gemini => AnyProvider.Events(
            """{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":40,"candidatesTokenCount":7}}"""),
        AnyProvider.Bedrock =>
        [
            .. EventStreamMessages.Event("messageStop", """{"stopReason":"end_turn"}"""),
            .. EventStreamMessages.Event(
                "metadata", """{"usage":{"inputTokens":40,"outputTokens":7,"cacheReadInputTokens":40,"cacheWriteInputTokens":20}}"""),
        ],
        _ => Encoding.UTF8.GetBytes(
            """
            data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":40}}}

            data: [DONE]


            """),
    };
}
