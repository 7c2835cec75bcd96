using System.Text.Json;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>
/// Failure 11: of a stream that is translated into OpenAI's, the first delta says who speaks, and tool calls made at once keep an index each,
/// counted from 0 whatever else stood before them.
/// </summary>
public sealed class Failure11ParallelToolCallsTests : IAsyncLifetime
{
    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _proxy = await ProxyServer.StartAsync(_provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData(AnyProvider.Anthropic)]
    [InlineData(AnyProvider.Gemini)]
    [InlineData(AnyProvider.Bedrock)]
    public async Task TwoCallsAfterText_AreNumberedFromZeroAndWhole(string wire)
    {
        _provider.Answer = async context =>
        {
            context.Response.ContentType = wire == AnyProvider.Bedrock ? "application/vnd.amazon.eventstream" : "text/event-stream";
            await context.Response.Body.WriteAsync(AnswerOf(wire), context.RequestAborted);
        };
        using var request = _proxy.Request(
            """
            {"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}],
             "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]}
            """,
            wire,
            "sk-1234567890:abcdefghij");

        using var response = await _proxy.Client.SendAsync(request, Cancel);
        var deltas = (await response.Content.ReadAsStringAsync(Cancel)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one["data: ".Length..]).Where(data => data != "[DONE]")
            .Select(data => JsonSerializer.Deserialize<JsonElement>(data).GetProperty("choices")[0].GetProperty("delta")).ToList();

        deltas.Select(delta => delta.TryGetProperty("role", out _)).ShouldBe([true, .. deltas.Skip(1).Select(_ => false)]);
        var pieces = deltas.Where(delta => delta.TryGetProperty("tool_calls", out _))
            .SelectMany(delta => delta.GetProperty("tool_calls").EnumerateArray()).ToList();
        pieces.GroupBy(piece => piece.GetProperty("index").GetInt32()).Select(call => (
            call.Key,
            Name: string.Concat(call.Select(piece => Text(piece.GetProperty("function"), "name"))),
            Arguments: string.Concat(call.Select(piece => Text(piece.GetProperty("function"), "arguments"))).Replace(" ", "", StringComparison.Ordinal),
            Ids: call.Count(piece => Text(piece, "id").Length > 0)))
            .ShouldBe([(0, "look", """{"at":1}""", 1), (1, "look", """{"at":2}""", 1)]);
    }

    private static string Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static byte[] AnswerOf(string wire) => wire switch
    {
        AnyProvider.Anthropic => AnyProvider.Events(
            """{"type":"message_start","message":{"usage":{"input_tokens":5,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I look."}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"look","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"at\""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"look","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"at\":2}"}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}"""),
        AnyProvider.Gemini => AnyProvider.Events(
            """{"candidates":[{"content":{"parts":[{"text":"I look."},{"functionCall":{"name":"look","args":{"at":1}}}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"look","args":{"at":2}}}]},"finishReason":"STOP"}]}"""),
        _ =>
        [
            .. EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"I look."}}"""),
            .. EventStreamMessages.Event("contentBlockStart", """{"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
            .. EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"at\":1}"}}}"""),
            .. EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":1}"""),
            .. EventStreamMessages.Event("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t2","name":"look"}}}"""),
            .. EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"at\":2}"}}}"""),
            .. EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
            .. EventStreamMessages.Event("messageStop", """{"stopReason":"tool_use"}"""),
        ],
    };
}
