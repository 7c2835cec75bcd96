using System.Net;
using System.Text.Json.Nodes;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat.Translated;

/// <summary>A program with an OpenAI client, which chats with Anthropic.</summary>
public sealed class AnthropicCompletionsTests : IAsyncLifetime
{
    private const string Hello = """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly string[] ThinkingAndTwoCalls =
    [
        """{"type":"message_start","message":{"model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":5,"cache_read_input_tokens":20,"cache_creation_input_tokens":3,"output_tokens":1}}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Look "}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"at both. 👀"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"seal+1="}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"secret=="}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Let me \"look\".\n"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"\"Zürich\"}"}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}""",
        """{"type":"content_block_stop","index":4}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":42}}""",
        """{"type":"message_stop"}""",
    ];

    private const string WholeThinkingAndTwoCalls =
        """
        {"type":"message","model":"claude-sonnet-4-5-20250929","stop_reason":"tool_use",
         "usage":{"input_tokens":5,"cache_read_input_tokens":20,"cache_creation_input_tokens":3,"output_tokens":42},
         "content":[{"type":"thinking","thinking":"Look at both. 👀","signature":"seal+1="},{"type":"redacted_thinking","data":"secret=="},
          {"type":"text","text":"Let me \"look\".\n"},{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Zürich"}},
          {"type":"tool_use","id":"toolu_2","name":"now","input":{}}]}
        """;

    private AnthropicServer _anthropic = null!;
    private ProxyServer _proxy = null!;
    private CompletionsClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _anthropic = await AnthropicServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:anthropic:BaseUrl", _anthropic.BaseAddress.ToString()), ("Providers:anthropic:Wire", "anthropic"));
        _client = new CompletionsClient(_proxy, "anthropic", AnthropicServer.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _anthropic.DisposeAsync();
    }

    [Fact]
    public async Task Streamed_ThoughtsTextAndParallelTools_ComeAsOpenAISendsThem()
    {
        _anthropic.Events = ThinkingAndTwoCalls;

        var answer = await _client.StreamAsync(Json(Hello));

        answer.Error.ShouldBeNull();
        answer.FinishReason.ShouldBe("tool_calls");
        answer.Message["content"]!.GetValue<string>().ShouldBe("Let me \"look\".\n");
        answer.Message["reasoning_content"]!.GetValue<string>().ShouldBe("Look at both. 👀");
        answer.Message["tool_calls"].ShouldBeJson(
            """
            [{"id":"toolu_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Zürich\"}"}},
             {"id":"toolu_2","type":"function","function":{"name":"now","arguments":"{}"}}]
            """);
        answer.Usage.ShouldBeJson(Usage);
        answer.Chunks[^1]["model"]!.GetValue<string>().ShouldBe("claude-sonnet-4-5-20250929");
        await _proxy.SettledAsync("ada", 100_000 - 28 - 42);
    }

    [Fact]
    public async Task Streamed_NobodyAskedForUsage_HasNone()
    {
        _anthropic.Events = ThinkingAndTwoCalls;

        var answer = await _client.StreamAsync(Json(Hello), tellsUsage: false);

        answer.Usage.ShouldBeNull();
        answer.Chunks.ShouldAllBe(chunk => !chunk.ContainsKey("usage"));
    }

    [Fact]
    public async Task Whole_ThoughtsTextAndParallelTools_ComeAsOpenAISendsThem()
    {
        _anthropic.Answer = context => ProviderServer.AnswerJsonAsync(context, WholeThinkingAndTwoCalls);

        var completion = await _client.CompleteAsync(Json(Hello));

        completion["model"]!.GetValue<string>().ShouldBe("claude-sonnet-4-5-20250929");
        completion["usage"].ShouldBeJson(Usage);
        completion["choices"]![0]!["finish_reason"]!.GetValue<string>().ShouldBe("tool_calls");
        completion["choices"]![0]!["message"].ShouldBeJson(
            """
            {"role":"assistant","content":"Let me \"look\".\n","refusal":null,"reasoning_content":"Look at both. 👀",
             "reasoning_details":[{"type":"reasoning.text","text":"Look at both. 👀","signature":"seal+1="},
              {"type":"reasoning.encrypted","data":"secret=="}],
             "tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Zürich\"}"}},
              {"id":"toolu_2","type":"function","function":{"name":"now","arguments":"{}"}}]}
            """);
        _anthropic.Requests.ShouldHaveSingleItem().TryGetProperty("stream", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondTurn_AnswerSentBackAsItCame_IsWhatAnthropicSent(bool streamed)
    {
        _anthropic.Events = ThinkingAndTwoCalls;
        _anthropic.Answer = streamed ? null : context => ProviderServer.AnswerJsonAsync(context, WholeThinkingAndTwoCalls);
        var message = streamed
            ? (await _client.StreamAsync(Json(Hello))).Message
            : (await _client.CompleteAsync(Json(Hello)))["choices"]![0]!["message"]!;
        var next = Json(Hello);
        next["messages"]!.AsArray().Add(message.DeepClone());
        next["messages"]!.AsArray().Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"toolu_1","content":"12°"}"""));
        next["messages"]!.AsArray().Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"toolu_2","name":"now","content":[{"type":"text","text":"noon"}]}"""));

        _anthropic.Answer = null;
        await _client.StreamAsync(next);

        Sent(_anthropic.Requests.Last())["messages"].ShouldBeJson(
            """
            [{"role":"user","content":[{"type":"text","text":"Hi"}]},
             {"role":"assistant","content":[
              {"type":"thinking","thinking":"Look at both. 👀","signature":"seal+1="},
              {"type":"redacted_thinking","data":"secret=="},
              {"type":"text","text":"Let me \"look\".\n"},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Zürich"}},
              {"type":"tool_use","id":"toolu_2","name":"now","input":{}}]},
             {"role":"user","content":[
              {"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"12°"}]},
              {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"noon"}]}]}]
            """);
    }

    [Fact]
    public async Task Request_EverythingThatAnthropicCan_GoesThere()
    {
        _anthropic.Events = ["""{"type":"message_stop"}"""];
        var request = Json(
            """
            {"model":"claude-sonnet-4-5","max_completion_tokens":3000,"temperature":0.5,"top_k":3,"stop":"END","user":"u-1","n":1,"logprobs":false,
             "store":false,"metadata":{},"seed":null,"tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
             "tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object"},"strict":true}}],
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
             "messages":[{"role":"developer","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"auto"}},
               {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}
            """);

        await _client.StreamAsync(request);

        Sent(_anthropic.Requests.ShouldHaveSingleItem()).ShouldBeJson(
            """
            {"model":"claude-sonnet-4-5","max_tokens":3000,"system":[{"type":"text","text":"Be brief."}],
             "messages":[{"role":"user","content":[{"type":"text","text":"See"},
              {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},
              {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]}],
             "temperature":0.5,"top_k":3,"stop_sequences":["END"],
             "tools":[{"name":"look","description":"Looks.","input_schema":{"type":"object"},"strict":true}],
             "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},"metadata":{"user_id":"u-1"},"stream":true}
            """);
    }

    [Fact]
    public async Task Streamed_ErrorInMidStream_IsItsLastEvent()
    {
        _anthropic.Events = [.. ThinkingAndTwoCalls[..4], """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""];

        var answer = await _client.StreamAsync(Json(Hello));

        answer.FinishReason.ShouldBeNull();
        answer.Message["reasoning_content"]!.GetValue<string>().ShouldBe("Look ");
        answer.Error.ShouldBeJson("""{"message":"Overloaded","type":"server_error","param":null,"code":"PROVIDER_ERROR"}""");
    }

    [Fact]
    public async Task Streamed_ErrorBeforeTheFirstStep_IsAnErrorWithAStatus()
    {
        _anthropic.Events = ["""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""];
        var request = Json(Hello);
        request["stream"] = true;

        var (status, error) = await _client.FailAsync(request);

        status.ShouldBe(HttpStatusCode.BadGateway);
        error["message"]!.GetValue<string>().ShouldBe("Overloaded");
    }

    [Fact]
    public async Task ProvidersRefusal_KeepsItsStatusAndItsWordsButNotTheKey()
    {
        var (status, error) = await _client.FailAsync(Json(Hello), "sk-ant-wrong-9876");

        status.ShouldBe(HttpStatusCode.Unauthorized);
        error.ShouldBeJson(
            """{"message":"invalid x-api-key [key removed]","type":"authentication_error","param":null,"code":"PROVIDER_ERROR"}""");
    }

    [Fact]
    public async Task Whole_ProviderStreamsAllTheSame_IsNoAnswer()
    {
        _anthropic.Events = ThinkingAndTwoCalls;

        var (status, error) = await _client.FailAsync(Json(Hello));

        status.ShouldBe(HttpStatusCode.BadGateway);
        error["code"]!.GetValue<string>().ShouldBe("PROVIDER_ERROR");
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("something_new", "stop")]
    public async Task FinishReason_IsToldInOpenAIsWords(string theirs, string ours)
    {
        _anthropic.Events = [$$$"""{"type":"message_delta","delta":{"stop_reason":"{{{theirs}}}"}}""", """{"type":"message_stop"}"""];

        (await _client.StreamAsync(Json(Hello))).FinishReason.ShouldBe(ours);
    }

    [Fact]
    public async Task Unsupported_OfTheReaderAndOfTheAdapter_AreNamedTogetherOrLeftOut()
    {
        _anthropic.Answer = context => ProviderServer.AnswerJsonAsync(context, WholeThinkingAndTwoCalls);
        var request = Json("""{"seed":7,"n":2,"logit_bias":{"1":5}}""");
        foreach (var (name, value) in Json(Hello))
        {
            request[name] = value!.DeepClone();
        }

        var (status, error) = await _client.FailAsync(request);
        await _client.CompleteAsync(request, ignoresUnsupported: true);

        status.ShouldBe(HttpStatusCode.BadRequest);
        error["code"]!.GetValue<string>().ShouldBe("UNSUPPORTED_FIELD");
        error["param"]!.GetValue<string>().ShouldBe("logit_bias");
        error["message"]!.GetValue<string>().ShouldContain("logit_bias, n, seed");
        Sent(_anthropic.Requests.ShouldHaveSingleItem()).AsObject().Select(field => field.Key).ShouldBe(["model", "max_tokens", "messages"]);
    }

    private static string Usage =>
        """
        {"prompt_tokens":28,"completion_tokens":42,"total_tokens":70,"prompt_tokens_details":{"cached_tokens":20,"cache_write_tokens":3},
         "completion_tokens_details":{"reasoning_tokens":0}}
        """;

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static JsonNode Sent(System.Text.Json.JsonElement body) => JsonNode.Parse(body.GetRawText())!;
}
