using System.Net;
using Google.Protobuf;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>A chat in the house's shape as OpenAI and its followers take it.</summary>
public sealed class OpenAIRequestTests
{
    [Fact]
    public void Write_EverythingThatOpenAITakes_IsWritten()
    {
        var chat = Chat(Said(Role.System, "Be brief."), Said(Role.User, "Grüezi <\"+\">"));
        chat.MaxOutputTokens = 50;
        chat.Temperature = 0.5;
        chat.TopP = 0.9;
        chat.FrequencyPenalty = -1;
        chat.PresencePenalty = 1.5;
        chat.Seed = 7;
        chat.StopSequences.Add("END");
        chat.EndUser = "u1";
        chat.Tools.Add(new Tool { Name = "now" });
        chat.Tools.Add(new Tool { Name = "add", Description = "Adds.", ParametersJson = """{ "type": "object" }""", Strict = true });
        chat.ToolChoice = new ToolChoice { ToolName = "add" };
        chat.ParallelToolCalls = false;
        chat.ResponseFormat = new ResponseFormat
        {
            JsonSchema = new JsonSchemaFormat { Name = "sum", Description = "The sum.", SchemaJson = """{"type":"object"}""", Strict = true },
        };
        chat.Reasoning = new Reasoning { Effort = ReasoningEffort.Low };

        var (body, unsupported) = WireUnderTest.Write("openai", chat, streamed: true);

        unsupported.ShouldBeEmpty();
        WireUnderTest.Compact(body).ShouldBe(WireUnderTest.Compact("""
            {
              "model": "m",
              "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Grüezi <\"+\">"}],
              "max_completion_tokens": 50, "temperature": 0.5, "top_p": 0.9, "frequency_penalty": -1, "presence_penalty": 1.5, "seed": 7,
              "stop": ["END"], "safety_identifier": "u1",
              "tools": [
                {"type": "function", "function": {"name": "now", "parameters": {"type": "object", "properties": {}}}},
                {"type": "function", "function": {"name": "add", "description": "Adds.", "parameters": {"type": "object"}, "strict": true}}
              ],
              "tool_choice": {"type": "function", "function": {"name": "add"}}, "parallel_tool_calls": false,
              "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "sum", "description": "The sum.", "schema": {"type": "object"}, "strict": true}
              },
              "reasoning_effort": "low", "stream": true, "stream_options": {"include_usage": true}
            }
            """));
    }

    [Theory]
    [InlineData("openai", """ "max_completion_tokens":9,"frequency_penalty":1,"presence_penalty":1,"seed":7,"safety_identifier":"u" """, "top_k")]
    [InlineData("azure-openai", """ "max_completion_tokens":9,"frequency_penalty":1,"presence_penalty":1,"seed":7,"user":"u" """, "top_k")]
    [InlineData("openai-compatible", """ "max_tokens":9,"frequency_penalty":1,"presence_penalty":1,"top_k":5,"seed":7,"user":"u" """, "")]
    [InlineData("mistral", """ "max_tokens":9,"frequency_penalty":1,"presence_penalty":1,"random_seed":7 """, "top_k, user")]
    [InlineData("groq", """ "max_completion_tokens":9,"seed":7,"user":"u" """, "frequency_penalty, presence_penalty, top_k")]
    [InlineData("xai", """ "max_completion_tokens":9,"frequency_penalty":1,"presence_penalty":1,"seed":7,"user":"u" """, "top_k")]
    [InlineData("deepseek", """ "max_tokens":9 """, "frequency_penalty, presence_penalty, seed, top_k, user")]
    [InlineData("together", """ "max_tokens":9,"frequency_penalty":1,"presence_penalty":1,"top_k":5,"seed":7 """, "user")]
    public void Write_Sampling_IsInTheDialectAndNamesWhatItLacks(string wire, string fields, string lacks)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        (chat.MaxOutputTokens, chat.FrequencyPenalty, chat.PresencePenalty, chat.TopK, chat.Seed, chat.EndUser) = (9, 1, 1, 5, 7, "u");

        var (body, unsupported) = WireUnderTest.Write(wire, chat);

        body.ShouldBe($$$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{{fields.Trim()}}}}""");
        unsupported.ShouldBe(lacks);
    }

    [Theory]
    [InlineData("openai", ReasoningEffort.Minimal, "m", """ "reasoning_effort":"minimal" """)]
    [InlineData("azure-openai", ReasoningEffort.High, "m", """ "reasoning_effort":"high" """)]
    [InlineData("openai-compatible", ReasoningEffort.None, "m", """ "reasoning_effort":"none" """)]
    [InlineData("mistral", ReasoningEffort.High, "m", """ "reasoning_effort":"high" """)]
    [InlineData("xai", ReasoningEffort.Medium, "m", """ "reasoning_effort":"medium" """)]
    [InlineData("groq", ReasoningEffort.Low, "openai/gpt-oss-120b", """ "reasoning_effort":"low" """)]
    [InlineData("groq", ReasoningEffort.None, "qwen/qwen3-32b", """ "reasoning_effort":"none","reasoning_format":"parsed" """)]
    [InlineData("deepseek", ReasoningEffort.None, "m", """ "thinking":{"type":"disabled"} """)]
    [InlineData("deepseek", ReasoningEffort.High, "m", """ "thinking":{"type":"enabled"},"reasoning_effort":"high" """)]
    [InlineData("together", ReasoningEffort.None, "m", """ "reasoning":{"enabled":false} """)]
    [InlineData("together", ReasoningEffort.Low, "m", """ "reasoning_effort":"low" """)]
    public void Write_EffortOfThinking_IsInTheDialect(string wire, ReasoningEffort effort, string model, string fields)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        (chat.Model, chat.Reasoning) = (model, new Reasoning { Effort = effort });

        var (body, unsupported) = WireUnderTest.Write(wire, chat);

        body.ShouldBe($$$"""{"model":"{{{model}}}","messages":[{"role":"user","content":"Hi"}],{{{fields.Trim()}}}}""");
        unsupported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openai", 100, "", "reasoning.max_tokens")]
    [InlineData("deepseek", 100, "", "reasoning.max_tokens")]
    [InlineData("together", 100, "", "reasoning.max_tokens")]
    [InlineData("openai", 0, ""","reasoning_effort":"none" """, "")]
    [InlineData("openrouter", 100, ""","reasoning":{"max_tokens":100}""", "")]
    [InlineData("openrouter", 0, ""","reasoning":{"effort":"none"}""", "")]
    public void Write_TokensOfThinking_AreWrittenWhereTheProviderCountsThem(string wire, int tokens, string fields, string lacks)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        chat.Reasoning = new Reasoning { MaxTokens = tokens };

        var (body, unsupported) = WireUnderTest.Write(wire, chat, ignore: wire == "openrouter");

        body.ShouldBe($$$"""{"model":"m","messages":[{"role":"user","content":"Hi"}]{{{fields.Trim()}}}}""");
        unsupported.ShouldBe(lacks);
    }

    [Theory]
    [InlineData(false, ""","provider":{"require_parameters":true}""")]
    [InlineData(true, "")]
    public void Write_OpenRouter_IsToldToHonourEverythingUnlessTheCallerLetsItIgnore(bool ignore, string field)
    {
        WireUnderTest.Write("openrouter", Chat(Said(Role.User, "Hi")), ignore: ignore).Body
            .ShouldBe($$$"""{"model":"m","messages":[{"role":"user","content":"Hi"}]{{{field}}}}""");
    }

    [Fact]
    public void Write_DeepSeek_NamesSchemasAndStrictToolsAndWritesTheRest()
    {
        var chat = Chat(Said(Role.User, "Hi"));
        chat.Tools.Add(new Tool { Name = "loose", Strict = false });
        chat.Tools.Add(new Tool { Name = "strict", Strict = true });
        chat.ParallelToolCalls = true;
        chat.ResponseFormat = new ResponseFormat { JsonSchema = new JsonSchemaFormat { Name = "x", SchemaJson = "{}" } };

        var (body, unsupported) = WireUnderTest.Write("deepseek", chat);

        body.ShouldNotContain("strict\":");
        body.ShouldNotContain("response_format");
        unsupported.ShouldBe("parallel_tool_calls, response_format.json_schema, tools[1].function.strict");
    }

    [Theory]
    [InlineData("openai", ToolChoiceMode.Required, "required")]
    [InlineData("mistral", ToolChoiceMode.Required, "any")]
    [InlineData("mistral", ToolChoiceMode.Auto, "auto")]
    [InlineData("deepseek", ToolChoiceMode.None, "none")]
    public void Write_ToolChoice_IsInTheDialect(string wire, ToolChoiceMode mode, string word)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        chat.ToolChoice = new ToolChoice { Mode = mode };
        chat.ResponseFormat = new ResponseFormat { JsonObject = new JsonObjectFormat() };

        WireUnderTest.Write(wire, chat).Body
            .ShouldEndWith($$$""","tool_choice":"{{{word}}}","response_format":{"type":"json_object"}}""");
    }

    [Theory]
    [InlineData("openai", "1,2,3,4", "stop[4]")]
    [InlineData("together", "1,2,3,4,5", "")]
    public void Write_MoreStopSequencesThanItTakes_NamesTheFirstThatIsTooMany(string wire, string written, string lacks)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        chat.StopSequences.Add(["1", "2", "3", "4", "5"]);

        var (body, unsupported) = WireUnderTest.Write(wire, chat);

        body.ShouldContain($"\"stop\":[{string.Join(',', written.Split(',').Select(stop => $"\"{stop}\""))}]");
        unsupported.ShouldBe(lacks);
    }

    [Fact]
    public void Write_Images_AreDataAndAddresses()
    {
        var message = new ChatMessage { Role = Role.User };
        message.Parts.Add(new ContentPart { Text = "What is it?" });
        message.Parts.Add(new ContentPart { Image = new Image { Data = ByteString.CopyFrom(0xfb, 0xff), MediaType = "image/png" } });
        message.Parts.Add(new ContentPart { Image = new Image { Url = "https://x.example/a.png", Detail = ImageDetail.Low } });

        WireUnderTest.Write("openai", Chat(message)).Body.ShouldBe(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,+/8="}},{"type":"image_url","image_url":{"url":"https://x.example/a.png","detail":"low"}}]}]}""");
    }

    [Fact]
    public void Write_ToolCallsAndResults_KeepTheirIdsAndOrder()
    {
        var asked = new ChatMessage { Role = Role.Assistant };
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "a", Name = "add", ArgumentsJson = """{"x":1}""" } });
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "b", Name = "now" } });
        var came = new ChatMessage { Role = Role.Tool };
        came.Parts.Add(new ContentPart { ToolResult = new ToolResult { ToolCallId = "a", Text = "2" } });
        came.Parts.Add(new ContentPart { ToolResult = new ToolResult { ToolCallId = "b", Text = "No clock.", IsError = true, Images = { new Image() } } });

        var (body, unsupported) = WireUnderTest.Write("openai", Chat(Said(Role.User, "Hi"), asked, came));

        body.ShouldBe(
            """{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"add","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"now","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"2"},{"role":"tool","tool_call_id":"b","content":"No clock."}]}""");
        unsupported.ShouldBe("messages[2].content.image_url");
    }

    [Fact]
    public void Write_IdsOfAnotherProvider_BecomeMistrals()
    {
        var asked = new ChatMessage { Role = Role.Assistant };
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "call_0123456789", Name = "now" } });
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "Ab3Ab3Ab3", Name = "now" } });
        var came = new ChatMessage { Role = Role.Tool };
        came.Parts.Add(new ContentPart { ToolResult = new ToolResult { ToolCallId = "call_0123456789", Text = "1" } });

        using var body = System.Text.Json.JsonDocument.Parse(WireUnderTest.Write("mistral", Chat(asked, came)).Body);

        var messages = body.RootElement.GetProperty("messages");
        var calls = messages[0].GetProperty("tool_calls");
        var made = calls[0].GetProperty("id").GetString()!;
        made.ShouldMatch("^[a-zA-Z0-9]{9}$");
        messages[1].GetProperty("tool_call_id").GetString().ShouldBe(made);
        calls[1].GetProperty("id").GetString().ShouldBe("Ab3Ab3Ab3");
    }

    [Theory]
    [InlineData("openai", """{"role":"assistant","content":"So: 4."}""")]
    [InlineData("deepseek", """{"role":"assistant","content":"So: 4.","reasoning_content":"2+2"}""")]
    [InlineData("mistral", """{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+2"}]},{"type":"text","text":"So: 4."}]}""")]
    [InlineData("openrouter", """{"role":"assistant","content":"So: 4.","reasoning_details":[{"type":"reasoning.text","signature":"s","text":"sealed"},{"type":"reasoning.encrypted","data":"xyz"}]}""")]
    public void Write_FormerThoughts_GoBackToThoseWhoTakeThem(string wire, string expected)
    {
        var message = new ChatMessage { Role = Role.Assistant };
        message.Parts.Add(new ContentPart { Thinking = new Thinking { Text = "2+2" } });
        message.Parts.Add(new ContentPart
        {
            Thinking = new Thinking { Text = "sealed" },
            Signature = """{"type":"reasoning.text","signature":"s"}""",
        });
        message.Parts.Add(new ContentPart { Thinking = new Thinking { RedactedData = """{"type":"reasoning.encrypted","data":"xyz"}""" } });
        message.Parts.Add(new ContentPart { Thinking = new Thinking { Text = "of another" }, Signature = "EqQBCkgIARAB" });
        message.Parts.Add(new ContentPart { Thinking = new Thinking { RedactedData = "opaque" } });
        message.Parts.Add(new ContentPart { Thinking = new Thinking { Text = "broken" }, Signature = """{"type":"reasoning.text","id":"\ud83d"}""" });
        message.Parts.Add(new ContentPart { Text = "So: 4." });

        var (body, unsupported) = WireUnderTest.Write(wire, Chat(message), ignore: true);

        body.ShouldBe($$$"""{"model":"m","messages":[{{{expected}}}]}""");
        unsupported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"google":{"thought_signature":"abc"}}""", ""","extra_content":{"google":{"thought_signature":"abc"}}""")]
    [InlineData("of another", "")]
    public void Write_SealOnAToolCall_GoesBackAsItCame(string seal, string field)
    {
        var asked = new ChatMessage { Role = Role.Assistant };
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "a", Name = "now" }, Signature = seal });

        WireUnderTest.Write("openai-compatible", Chat(asked)).Body.ShouldBe(
            $$$"""{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"now","arguments":"{}"}{{{field}}}}]}]}""");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{},\"stream\":false")]
    public void Write_ParametersThatAreNoObject_AreRefusedByName(string parameters)
    {
        var chat = Chat(Said(Role.User, "Hi"));
        chat.Tools.Add(new Tool { Name = "x", ParametersJson = parameters });

        var refused = Should.Throw<CallException>(() => WireUnderTest.Write("openai", chat));

        refused.Error.Reason.ShouldBe(ErrorReason.InvalidRequest);
        refused.Error.Parameter.ShouldBe("tools[0].parameters");
    }

    [Fact]
    public void Write_JsonNestedTooDeeply_IsRefusedByName()
    {
        var asked = new ChatMessage { Role = Role.Assistant };
        asked.Parts.Add(new ContentPart { ToolCall = new ToolCall { Id = "a", Name = "x", ArgumentsJson = Nested(64) } });
        var chat = Chat(asked);
        chat.ResponseFormat = new ResponseFormat { JsonSchema = new JsonSchemaFormat { Name = "x", SchemaJson = Nested(65) } };

        Should.Throw<CallException>(() => WireUnderTest.Write("openai", chat)).Error.Parameter.ShouldBe("response_format.json_schema.schema");
        asked.Parts[0].ToolCall.ArgumentsJson = Nested(65);
        Should.Throw<CallException>(() => WireUnderTest.Write("openai", chat)).Error.Parameter
            .ShouldBe("messages[0].tool_calls[0].function.arguments");

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("""{"a":""", depth - 1)) + "{}" + new string('}', depth - 1);
    }

    [Theory]
    [InlineData("openai", "https://api.example/v1", "sk-test", "Authorization", "Bearer sk-test", "https://api.example/v1/chat/completions")]
    [InlineData("azure-openai", "https://{resource}.openai.azure.com/openai/v1", "acme:k-1", "api-key", "k-1", "https://acme.openai.azure.com/openai/v1/chat/completions")]
    public void CreateRequest_Key_IsInItsHeaderAlone(string wire, string baseUrl, string key, string header, string value, string address)
    {
        var provider = WireUnderTest.Provider(wire, baseUrl);
        using var request = provider.Wire.Chat.CreateRequest(new ChatCall(
            provider, ProviderKey.From(key, provider), Chat(Said(Role.User, "Hi")), IsStreamed: true, new UnsupportedFields(areIgnored: false)));

        request.Method.ShouldBe(HttpMethod.Post);
        request.RequestUri.ShouldBe(new Uri(address));
        request.Version.ShouldBe(HttpVersion.Version20);
        request.VersionPolicy.ShouldBe(HttpVersionPolicy.RequestVersionOrLower);
        request.Headers.ToDictionary(each => each.Key, each => each.Value.Single()).ShouldBe(new Dictionary<string, string> { [header] = value });
        request.Content!.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Theory]
    [InlineData("mistral", false, "seed")]
    [InlineData("groq", true, "logprobs")]
    public void Passage_Dialect_TellsWhatItLacks(string wire, bool streamsUsage, string lacks)
    {
        var passage = WireUnderTest.Named(wire).Passage!;

        passage.StreamsUsage.ShouldBe(streamsUsage);
        passage.UnsupportedFields.ShouldContain(lacks);
        WireUnderTest.Write(wire, Chat(Said(Role.User, "Hi")), streamed: true).Body.Contains("include_usage", StringComparison.Ordinal).ShouldBe(streamsUsage);
    }

    private static StreamChatRequest Chat(params IEnumerable<ChatMessage> messages) => new() { Model = "m", Messages = { messages } };

    private static ChatMessage Said(Role role, string text) => new() { Role = role, Parts = { new ContentPart { Text = text } } };
}
