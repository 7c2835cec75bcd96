using System.Text.Json.Nodes;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Anthropic;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers.Anthropic;

/// <summary>What becomes of a chat on its way to Anthropic.</summary>
public sealed class MessagesRequestTests
{
    private static readonly AnthropicChat Adapter = new();
    private static readonly Provider Anthropic =
        new("anthropic", new ProviderOptions { BaseUrl = "https://api.anthropic.com/v1" }, new ProviderWire("anthropic", Adapter));

    [Fact]
    public void Create_Request_CarriesVersionAndKeyInHeaders()
    {
        var call = new ChatCall(Anthropic, ProviderKey.From("sk-ant-test", Anthropic), Chats.Of("claude-opus-4-6"), true, new(false));

        using var request = Adapter.CreateRequest(call);

        request.RequestUri.ShouldBe(new Uri("https://api.anthropic.com/v1/messages"));
        request.Headers.GetValues("x-api-key").ShouldBe(["sk-ant-test"]);
        request.Headers.GetValues("anthropic-version").ShouldBe(["2023-06-01"]);
        request.Content!.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task Write_WholeConversation_KeepsEverythingInItsPlace()
    {
        var chat = Chats.Of(
            "claude-sonnet-4-5",
            Chats.Message(Role.System, Chats.Text("Be brief.")),
            Chats.Message(Role.User, Chats.Text("What is this? \"ü👋\""), Chats.Picture("image/png", 1, 2, 3)),
            Chats.Message(Role.User, new ContentPart { Image = new() { Url = "https://example.org/cat.png" } }),
            Chats.Message(
                Role.Assistant, Chats.Thoughts("A cat?", "seal"), Chats.SealedThoughts("c2VjcmV0"), Chats.Thoughts("another's", ""),
                Chats.Text(""), Chats.Text("Let me see."), Chats.Call("t1", "look", """{"at":"cat"}"""), Chats.Call("t2", "now", "")),
            Chats.User("Well?"),
            Chats.Message(Role.Tool, Chats.Result("t1", "a cat"), new ContentPart
            {
                ToolResult = new() { ToolCallId = "t2", IsError = true, Images = { Chats.Picture("image/gif", 4).Image } },
            }),
            Chats.Message(Role.System, Chats.Text("Be polite.")));

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBeEmpty();
        body.ShouldBeJson("""
            {"model":"claude-sonnet-4-5","max_tokens":8192,
             "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Be polite."}],
             "messages":[
              {"role":"user","content":[{"type":"text","text":"What is this? \"ü👋\""},
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},
               {"type":"image","source":{"type":"url","url":"https://example.org/cat.png"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"A cat?","signature":"seal"},
               {"type":"redacted_thinking","data":"c2VjcmV0"},{"type":"text","text":"Let me see."},
               {"type":"tool_use","id":"t1","name":"look","input":{"at":"cat"}},{"type":"tool_use","id":"t2","name":"now","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a cat"}]},
               {"type":"tool_result","tool_use_id":"t2","content":[
                {"type":"image","source":{"type":"base64","media_type":"image/gif","data":"BA=="}}],"is_error":true},
               {"type":"text","text":"Well?"}]}],
             "stream":true}
            """);
    }

    [Fact]
    public async Task Write_EveryFieldThatThereIsAPlaceFor_IsThere()
    {
        var chat = Chats.Of("claude-sonnet-4-5", Chats.User("Hi"));
        chat.MaxOutputTokens = 100;
        (chat.Temperature, chat.TopP, chat.TopK, chat.EndUser) = (0.5, 0.9, 40, "u-1");
        chat.StopSequences.Add("END");
        chat.Tools.Add(new Tool { Name = "look", Description = "Looks.", ParametersJson = """{"type":"object"}""", Strict = true });
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ToolChoice = new() { ToolName = "look" };
        chat.ParallelToolCalls = false;
        chat.ResponseFormat = new() { JsonSchema = new() { Name = "cat", SchemaJson = """{"type":"object","properties":{}}""" } };

        var (body, unsupported) = await WriteAsync(chat, isStreamed: false);

        unsupported.ShouldBeEmpty();
        body.ShouldBeJson("""
            {"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
             "temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["END"],
             "tools":[{"name":"look","description":"Looks.","input_schema":{"type":"object"},"strict":true},
              {"name":"now","input_schema":{"type":"object","properties":{}}}],
             "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{}}}},
             "metadata":{"user_id":"u-1"}}
            """);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, null, """{"type":"auto"}""")]
    [InlineData(ToolChoiceMode.Required, true, """{"type":"any"}""")]
    [InlineData(ToolChoiceMode.None, false, """{"type":"none"}""")]
    [InlineData(null, false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData(null, null, "null")]
    public async Task Write_ToolChoice_IsSaidInAnthropicsWords(ToolChoiceMode? mode, bool? parallel, string expected)
    {
        var chat = Chats.Of("claude-sonnet-4-5", Chats.User("Hi"));
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ToolChoice = mode is { } given ? new() { Mode = given } : null;
        if (parallel is { } several)
        {
            chat.ParallelToolCalls = several;
        }

        var (body, _) = await WriteAsync(chat);

        body["tool_choice"].ShouldBeJson(expected);
    }

    [Fact]
    public async Task Write_WhatAnthropicCannotHonour_IsNamedAndLeftOut()
    {
        var chat = Chats.Of("claude-sonnet-4-5", Chats.User("Hi"));
        (chat.Seed, chat.FrequencyPenalty, chat.PresencePenalty, chat.Temperature) = (1, 0.5, 0.5, 1.5);
        chat.ResponseFormat = new() { JsonObject = new() };
        chat.Messages[0].Parts.Add(new ContentPart { Image = new() { Url = "https://example.org/", Detail = ImageDetail.Low } });

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBe("frequency_penalty, image_url.detail, presence_penalty, response_format, seed, temperature");
        body.AsObject().Select(member => member.Key).ShouldBe(["model", "max_tokens", "messages", "stream"]);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", ReasoningEffort.High, null, """{"type":"enabled","budget_tokens":16384}""", 24576)]
    [InlineData("claude-sonnet-4-5", ReasoningEffort.High, 4000, """{"type":"enabled","budget_tokens":2000}""", 4000)]
    [InlineData("claude-sonnet-4-5", ReasoningEffort.None, null, """{"type":"disabled"}""", 8192)]
    [InlineData("claude-opus-4-6", ReasoningEffort.Medium, 100, """{"type":"adaptive","display":"summarized"}""", 100, "medium")]
    [InlineData("claude-sonnet-5", ReasoningEffort.Minimal, null, """{"type":"adaptive","display":"summarized"}""", 16384, "low")]
    [InlineData("claude-sonnet-5", ReasoningEffort.None, null, """{"type":"disabled"}""", 8192)]
    [InlineData("claude-sonnet-4-5", ReasoningEffort.Low, 2000, "null", 2000, null, "reasoning_effort")]
    public async Task Write_Effort_IsSaidAsTheModelTakesIt(
        string model, ReasoningEffort effort, int? maxTokens, string thinking, int max, string? words = null, string unsupported = "")
    {
        await CheckThinkingAsync(model, new() { Effort = effort }, maxTokens, thinking, max, words, unsupported);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", 2000, null, """{"type":"enabled","budget_tokens":2000}""", 10192)]
    [InlineData("claude-opus-4-6", 5000, 3000, """{"type":"enabled","budget_tokens":2999}""", 3000)]
    [InlineData("claude-sonnet-4-5", 0, null, """{"type":"disabled"}""", 8192)]
    [InlineData("claude-sonnet-4-5", 1023, null, "null", 8192, "reasoning.max_tokens")]
    [InlineData("claude-sonnet-5", 2000, null, "null", 16384, "reasoning.max_tokens")]
    public async Task Write_Budget_StaysBelowTheMaximum(
        string model, int budget, int? maxTokens, string thinking, int max, string unsupported = "")
    {
        await CheckThinkingAsync(model, new() { MaxTokens = budget }, maxTokens, thinking, max, null, unsupported);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", true, "temperature, tool_choice, top_k, top_p")]
    [InlineData("claude-sonnet-5", false, "temperature, top_k, top_p")]
    public async Task Write_SamplingThatTheModelDoesNotTake_IsNamed(string model, bool thinks, string expected)
    {
        var chat = Chats.Of(model, Chats.User("Hi"));
        (chat.Temperature, chat.TopP, chat.TopK) = (0.5, 0.9, 10);
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ToolChoice = new() { Mode = ToolChoiceMode.Required };
        chat.Reasoning = thinks ? new() { Effort = ReasoningEffort.Low } : null;

        (await WriteAsync(chat)).Unsupported.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"type":""")]
    [InlineData("[]")]
    [InlineData("""{} {"injected":true}""")]
    public async Task Write_SchemaThatIsNoObject_IsRefusedByName(string schema)
    {
        var chat = Chats.Of("claude-sonnet-4-5", Chats.User("Hi"));
        chat.Tools.Add(new Tool { Name = "now", ParametersJson = schema });

        var refused = await Should.ThrowAsync<CallException>(() => WriteAsync(chat));

        (refused.Error.Reason, refused.Error.Parameter).ShouldBe((ErrorReason.InvalidRequest, "tools[0].parameters"));
    }

    [Fact]
    public async Task Write_SchemaNestedTooDeep_IsRefused()
    {
        var chat = Chats.Of("claude-sonnet-4-5", Chats.User("Hi"));
        chat.Tools.Add(new Tool
        {
            Name = "now",
            ParametersJson = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100),
        });

        await Should.ThrowAsync<CallException>(() => WriteAsync(chat));
    }

    private static Task<(JsonNode Body, string Unsupported)> WriteAsync(StreamChatRequest chat, bool isStreamed = true) =>
        Chats.WriteAsync(Adapter, Anthropic, "sk-ant-test", chat, isStreamed);

    private static async Task CheckThinkingAsync(
        string model, Reasoning reasoning, int? maxTokens, string thinking, int max, string? words, string expected)
    {
        var chat = Chats.Of(model, Chats.User("Hi"));
        chat.Reasoning = reasoning;
        if (maxTokens is { } most)
        {
            chat.MaxOutputTokens = most;
        }

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBe(expected);
        body["thinking"].ShouldBeJson(thinking);
        body["max_tokens"]!.GetValue<int>().ShouldBe(max);
        body["output_config"]?["effort"]!.GetValue<string>().ShouldBe(words);
    }
}
