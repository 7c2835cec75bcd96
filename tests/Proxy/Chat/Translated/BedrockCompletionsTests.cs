using System.Net;
using System.Text.Json.Nodes;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat.Translated;

/// <summary>A program with an OpenAI client, which chats with Amazon Bedrock.</summary>
public sealed class BedrockCompletionsTests : IAsyncLifetime
{
    private const string Hello = """{"model":"eu.anthropic.claude-sonnet-4-5-v1:0","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly byte[][] ThoughtsAndTwoCalls =
    [
        EventStreamMessages.Event("messageStart", """{"role":"assistant"}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Look "}}}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"twice."}}}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"seal"}}}"""),
        EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"Grüezi 👋"}}"""),
        EventStreamMessages.Event("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
        EventStreamMessages.Event("contentBlockStart", """{"contentBlockIndex":3,"start":{"toolUse":{"toolUseId":"t2","name":"now"}}}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"at\":"}}}"""),
        EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"1}"}}}"""),
        EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
        EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":3}"""),
        EventStreamMessages.Event("messageStop", """{"stopReason":"tool_use"}"""),
        EventStreamMessages.Event("metadata", """{"usage":{"inputTokens":5,"outputTokens":7,"cacheReadInputTokens":30}}"""),
    ];

    private BedrockServer _bedrock = null!;
    private ProxyServer _proxy = null!;
    private CompletionsClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _bedrock = await BedrockServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:bedrock:BaseUrl", _bedrock.BaseAddress.ToString()),
            ("Providers:bedrock:ModelsBaseUrl", ""),
            ("Providers:bedrock:Wire", "bedrock"),
            ("Providers:bedrock:Region", BedrockServer.Region));
        _client = new CompletionsClient(_proxy, "bedrock", BedrockServer.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _bedrock.DisposeAsync();
    }

    [Fact]
    public async Task SecondTurn_ThoughtsTextAndInterleavedTools_AreSentBackAsTheyCame()
    {
        _bedrock.Messages = ThoughtsAndTwoCalls;

        var answer = await _client.StreamAsync(Json(Hello));
        var next = Json(Hello);
        next["messages"]!.AsArray().Add(answer.Message.DeepClone());
        next["messages"]!.AsArray().Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"t1","content":"a wall"}"""));
        next["messages"]!.AsArray().Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"t2","content":"noon"}"""));
        await _client.StreamAsync(next);

        answer.FinishReason.ShouldBe("tool_calls");
        answer.Chunks[^1]["model"]!.GetValue<string>().ShouldBe("eu.anthropic.claude-sonnet-4-5-v1:0");
        answer.Usage!["prompt_tokens"]!.GetValue<int>().ShouldBe(35);
        JsonNode.Parse(_bedrock.Requests.Last().Body.GetProperty("messages").GetRawText()).ShouldBeJson(
            """
            [{"role":"user","content":[{"text":"Hi"}]},
             {"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"Look twice.","signature":"seal"}}},{"text":"Grüezi 👋"},
              {"toolUse":{"toolUseId":"t1","name":"look","input":{"at":1}}},{"toolUse":{"toolUseId":"t2","name":"now","input":{}}}]},
             {"role":"user","content":[
              {"toolResult":{"toolUseId":"t1","content":[{"text":"a wall"}]}},{"toolResult":{"toolUseId":"t2","content":[{"text":"noon"}]}}]}]
            """);
    }

    [Fact]
    public async Task Whole_Answer_ComesAsOpenAISendsIt()
    {
        _bedrock.Answer = context => ProviderServer.AnswerJsonAsync(
            context,
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"Hello."},{"toolUse":{"toolUseId":"t1","name":"look","input":{"at":1}}}]}},
             "stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12}}
            """);

        var completion = await _client.CompleteAsync(Json(Hello));

        completion["choices"]![0]!["message"].ShouldBeJson(
            """
            {"role":"assistant","content":"Hello.","refusal":null,
             "tool_calls":[{"id":"t1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}}]}
            """);
        completion["usage"]!["total_tokens"]!.GetValue<int>().ShouldBe(12);
        _bedrock.Requests.ShouldHaveSingleItem().Path.ShouldEndWith("/converse");
    }

    [Fact]
    public async Task Streamed_ExceptionInMidStream_IsItsLastEventWithoutTheKey()
    {
        _bedrock.Messages =
            [.. ThoughtsAndTwoCalls[..3], EventStreamMessages.Message("exception", "throttlingException", """{"message":"Slow down, AKIDEXAMPLE"}""")];

        var answer = await _client.StreamAsync(Json(Hello));

        answer.Message["reasoning_content"]!.GetValue<string>().ShouldBe("Look twice.");
        answer.Error!["message"]!.GetValue<string>().ShouldBe("Slow down, [key removed]");
    }

    [Fact]
    public async Task WrongSecret_IsTheProvidersRefusal()
    {
        var (status, error) = await _client.FailAsync(Json(Hello), "AKIDEXAMPLE:another-secret");

        status.ShouldBe(HttpStatusCode.Forbidden);
        error["message"]!.GetValue<string>().ShouldStartWith("The request signature we calculated does not match");
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
