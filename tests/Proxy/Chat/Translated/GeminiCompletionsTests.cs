using System.Net;
using System.Text.Json.Nodes;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat.Translated;

/// <summary>A program with an OpenAI client, which chats with Gemini.</summary>
public sealed class GeminiCompletionsTests : IAsyncLifetime
{
    private const string Hello =
        """
        {"model":"gemini-3-pro-preview","messages":[{"role":"user","content":"Weather in Bern and in Rom?"}],
         "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}
        """;

    private GeminiServer _gemini = null!;
    private ProxyServer _proxy = null!;
    private CompletionsClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _gemini = await GeminiServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _gemini.BaseAddress));
        _client = new CompletionsClient(_proxy, "google", GeminiServer.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _gemini.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondTurn_ParallelToolsWithSignatures_AreSentBackAsTheyCame(bool streamed)
    {
        Answers(
            streamed,
            """{"candidates":[{"content":{"parts":[{"text":"Both.","thought":true},{"text":"One moment.","thoughtSignature":"c2ln"}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Bern"}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"f2","name":"weather","args":{"city":"Rom"}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"thoughtsTokenCount":6,"totalTokenCount":19}}""");

        var (message, reason, usage) = await AskAsync(Json(Hello), streamed);
        var calls = message["tool_calls"]!.AsArray();
        var next = Json(Hello);
        next["messages"]!.AsArray().Add(message.DeepClone());
        foreach (var call in calls)
        {
            next["messages"]!.AsArray().Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = call!["id"]!.DeepClone(), ["content"] = "12°" });
        }

        Answers(streamed, """{"candidates":[{"content":{"parts":[{"text":"12° each."}]},"finishReason":"STOP"}]}""");
        var (last, _, _) = await AskAsync(next, streamed);

        reason.ShouldBe("tool_calls");
        usage["completion_tokens"]!.GetValue<int>().ShouldBe(10);
        usage["completion_tokens_details"]!["reasoning_tokens"]!.GetValue<int>().ShouldBe(6);
        message["content"]!.GetValue<string>().ShouldBe("One moment.");
        message["reasoning_content"]!.GetValue<string>().ShouldBe("Both.");
        calls.Select(call => call!["id"]!.GetValue<string>()).ShouldBeUnique();
        last["content"]!.GetValue<string>().ShouldBe("12° each.");
        var id = calls[0]!["id"]!.GetValue<string>();
        _gemini.Requests.Last().Json.GetProperty("contents")[1].GetProperty("parts").GetRawText().ShouldBe(
            """[{"text":"Both.","thought":true},{"text":"One moment.","thoughtSignature":"c2ln"},{"functionCall":{"id":"ID","name":"weather","args":{"city":"Bern"}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"f2","name":"weather","args":{"city":"Rom"}}}]""".Replace("ID", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondTurn_SignatureWithoutAWord_IsSentBackOnEmptyText(bool streamed)
    {
        Answers(
            streamed,
            """{"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}""");

        var (message, _, _) = await AskAsync(Json(Hello), streamed);
        var next = Json(Hello);
        next["messages"]!.AsArray().Add(message.DeepClone());
        next["messages"]!.AsArray().Add(JsonNode.Parse("""{"role":"user","content":"And?"}"""));
        await AskAsync(next, streamed);

        _gemini.Requests.Last().Json.GetProperty("contents")[1].GetProperty("parts").GetRawText().ShouldBe(
            """[{"text":"Hm.","thought":true},{"text":"","thoughtSignature":"c2ln"}]""");
    }

    [Fact]
    public async Task Request_EverythingThatGeminiCan_IsTaken()
    {
        var request = Json(
            """
            {"model":"gemini-3-flash-preview","max_tokens":50,"temperature":1,"top_p":0.5,"top_k":3,"seed":4,"presence_penalty":0.1,"frequency_penalty":0.2,
             "stop":["END","STOP"],"reasoning_effort":"low","tool_choice":"required",
             "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}],
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},
             "messages":[{"role":"system","content":"Be brief."},{"role":"system","content":""},
              {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},
              {"role":"assistant","content":""},{"role":"user","content":"Go on"}]}
            """);

        var completion = await _client.CompleteAsync(request);

        completion["choices"]![0]!["message"]!["content"]!.GetValue<string>().ShouldBe("Hello.");
        var sent = _gemini.Requests.ShouldHaveSingleItem();
        sent.Path.ShouldBe("/v1beta/models/gemini-3-flash-preview:generateContent");
        JsonNode.Parse(sent.Text)!["systemInstruction"].ShouldBeJson("""{"parts":[{"text":"Be brief."}]}""");
    }

    [Fact]
    public async Task ProvidersError_KeepsItsStatusAndItsWordsButNotTheKey()
    {
        _gemini.Answer = context => GeminiServer.AnswerErrorAsync(context, 404, "NOT_FOUND", $"No model for {GeminiServer.Key}.");

        var (status, error) = await _client.FailAsync(Json(Hello));

        status.ShouldBe(HttpStatusCode.NotFound);
        error["message"]!.GetValue<string>().ShouldBe("No model for [key removed].");
    }

    [Fact]
    public async Task Streamed_ErrorInMidStream_IsItsLastEvent()
    {
        Answers(
            streamed: true,
            """{"candidates":[{"content":{"parts":[{"text":"On"}]}}]}""",
            """{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""");

        var answer = await _client.StreamAsync(Json(Hello));

        answer.Message["content"]!.GetValue<string>().ShouldBe("On");
        answer.Error!["message"]!.GetValue<string>().ShouldBe("The model is overloaded.");
    }

    [Fact]
    public async Task Streamed_BreaksOff_EndsWithAnError()
    {
        Answers(streamed: true, """{"candidates":[{"content":{"parts":[{"text":"On"}]}}]}""");

        var answer = await _client.StreamAsync(Json(Hello));

        answer.FinishReason.ShouldBeNull();
        answer.Error!["code"]!.GetValue<string>().ShouldBe("PROVIDER_ERROR");
    }

    /// <summary>Answers with these responses as events, or joined into one.</summary>
    private void Answers(bool streamed, params string[] responses) => _gemini.Answer = context => streamed
        ? GeminiServer.AnswerStreamAsync(context, responses)
        : ProviderServer.AnswerJsonAsync(context, Joined(responses));

    private static string Joined(string[] responses)
    {
        var last = Json(responses[^1]);
        var parts = responses.SelectMany(response => Json(response)["candidates"]![0]!["content"]!["parts"]!.AsArray()).Select(part => part!.DeepClone());
        last["candidates"]![0]!["content"]!["parts"] = new JsonArray([.. parts]);
        return last.ToJsonString();
    }

    private async Task<(JsonObject Message, string? Reason, JsonObject Usage)> AskAsync(JsonObject request, bool streamed)
    {
        if (streamed)
        {
            var answer = await _client.StreamAsync(request);
            answer.Error.ShouldBeNull();
            return (answer.Message, answer.FinishReason, answer.Usage!);
        }

        var completion = await _client.CompleteAsync(request);
        var choice = completion["choices"]![0]!;
        return (choice["message"]!.AsObject(), choice["finish_reason"]!.GetValue<string>(), completion["usage"]!.AsObject());
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
