using Google.Protobuf;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;
using static Text2Llm.Proxy.Tests.Providers.Gemini.GeminiFixture;

namespace Text2Llm.Proxy.Tests.Providers.Gemini;

public sealed class GeminiRequestTests
{
    private readonly GeminiFixture _gemini = new();

    [Theory]
    [InlineData("gemini-2.5-flash", true, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse")]
    [InlineData("gemini-2.5-flash", false, "/v1beta/models/gemini-2.5-flash:generateContent")]
    [InlineData("models/gemini-2.5-flash", false, "/v1beta/models/gemini-2.5-flash:generateContent")]
    [InlineData("tunedModels/my-model_1", false, "/v1beta/tunedModels/my-model_1:generateContent")]
    public void CreateRequest_Model_BecomesThePathAndTheKeyStaysOutOfIt(string model, bool isStreamed, string path)
    {
        using var request = _gemini.Request(Say("Hi", model), isStreamed);

        request.RequestUri!.PathAndQuery.ShouldBe(path);
        request.Headers.Single().ShouldSatisfyAllConditions(
            header => header.Key.ShouldBe("x-goog-api-key"), header => header.Value.ShouldBe(["AIzaSyTest-key_1"]));
        request.Content!.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Theory]
    [InlineData("../../files/x")]
    [InlineData("models/..")]
    [InlineData("models/../x")]
    [InlineData("gemini?key=x")]
    [InlineData("gemini#x")]
    [InlineData("gemini%2f..")]
    [InlineData("gemini:countTokens")]
    [InlineData("files/x")]
    [InlineData("a b")]
    [InlineData("gemini\n")]
    [InlineData("")]
    public void CreateRequest_NameThatLeadsElsewhere_IsRefused(string model)
    {
        var error = Should.Throw<CallException>(() => _gemini.Request(Say("Hi", model))).Error;

        (error.Reason, error.Parameter).ShouldBe(("INVALID_REQUEST", "model"));
    }

    [Fact]
    public async Task CreateRequest_Conversation_HasOneContentForEachTurn()
    {
        var chat = new StreamChatRequest
        {
            Model = "gemini-2.5-flash",
            Messages =
            {
                Message(Role.System, new ContentPart { Text = "Be brief." }),
                Message(Role.User, new ContentPart { Text = "Was ist \"das\"? ü" }, new ContentPart { Image = Png("PNG") }),
                Message(Role.System, new ContentPart { Text = "Be kind." }),
                Message(Role.User, new ContentPart { Image = new Image { Url = "https://example.org/a/cat.webp?x=1" } }),
                Message(Role.Assistant, new ContentPart { Text = "A cat.", Signature = "c2ln" }, new ContentPart { Text = "" }),
            },
        };

        (await _gemini.BodyAsync(chat)).ShouldBe(
            """{"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be kind."}]},"contents":[{"role":"user","parts":[{"text":"Was ist \"das\"? ü"},{"inlineData":{"mimeType":"image/png","data":"UE5H"}},{"fileData":{"mimeType":"image/webp","fileUri":"https://example.org/a/cat.webp?x=1"}}]},{"role":"model","parts":[{"text":"A cat.","thoughtSignature":"c2ln"}]}],"generationConfig":{}}""");
    }

    [Fact]
    public async Task CreateRequest_ToolsUsed_GoTogetherWithTheirResultsNamesAndSignatures()
    {
        var chat = Say("Weather?");
        chat.Messages.Add(Message(
            Role.Assistant,
            new ContentPart { Thinking = new Thinking { Text = "Two cities." }, Signature = "dA==" },
            Call("a", "weather", """{"city":"Bern"}""", "c2lnYQ=="),
            Call("b", "weather", "")));
        chat.Messages.Add(Message(Role.Tool, Result("b", "12°"), Result("a", "no such city", isError: true)));
        chat.Messages.Add(Message(Role.Tool, new ContentPart { Text = "" }));

        (await _gemini.BodyAsync(chat)).ShouldContain(
            """{"role":"model","parts":[{"text":"Two cities.","thought":true,"thoughtSignature":"dA=="},{"functionCall":{"id":"a","name":"weather","args":{"city":"Bern"}},"thoughtSignature":"c2lnYQ=="},{"functionCall":{"id":"b","name":"weather","args":{}}}]},"""
            + """{"role":"user","parts":[{"functionResponse":{"id":"b","name":"weather","response":{"output":"12°"}}},{"functionResponse":{"id":"a","name":"weather","response":{"error":"no such city"}}},{"text":""}]}""");
    }

    [Theory]
    [InlineData("gemini-2.5-pro", """}}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}},{"fileData":{"fileUri":"https://example.org/b"}}]""")]
    [InlineData("gemini-3-pro-preview", """},"parts":[{"inlineData":{"mimeType":"image/png","data":"QQ=="}}]}},{"fileData":{"fileUri":"https://example.org/b"}}]""")]
    public async Task CreateRequest_PicturesOfATool_GoWhereTheModelTakesThem(string model, string expected)
    {
        var chat = Say("Look", model);
        chat.Messages.Add(Message(Role.Assistant, Call("a", "look", "{}")));
        var result = Result("a", "seen");
        result.ToolResult.Images.Add([Png("A"), new Image { Url = "https://example.org/b" }]);
        chat.Messages.Add(Message(Role.Tool, result));

        (await _gemini.BodyAsync(chat)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("gemini-3-pro-preview", true)]
    [InlineData("gemini-flash-latest", true)]
    [InlineData("gemini-1.5-pro-latest", false)]
    [InlineData("gemini-2.5-pro", false)]
    public async Task CreateRequest_ToolCallOfAnotherProvider_HasTheSignatureThatGoogleTakesForIt(string model, bool isSigned)
    {
        var chat = Say("Look", model);
        chat.Messages.Add(Message(Role.Assistant, Call("a", "look", "{}"), Call("b", "look", "{}")));

        var body = await _gemini.BodyAsync(chat);

        (body.Split("skip_thought_signature_validator").Length - 1).ShouldBe(isSigned ? 1 : 0);
    }

    [Fact]
    public void CreateRequest_ResultOfNoCall_IsRefused()
    {
        var chat = Say("Hi");
        chat.Messages.Add(Message(Role.Tool, Result("a", "12")));

        Should.Throw<CallException>(() => _gemini.Request(chat)).Error.Parameter.ShouldBe("messages[1].parts[0].tool_result.tool_call_id");
    }

    [Theory]
    [InlineData("{", "tools[0].parameters")]
    [InlineData("[]", "tools[0].parameters")]
    [InlineData("""{"a":1} {}""", "tools[0].parameters")]
    public void CreateRequest_SchemaThatIsNoObject_IsNamed(string schema, string field)
    {
        var chat = Say("Hi");
        chat.Tools.Add(new Tool { Name = "t", ParametersJson = schema });

        Should.Throw<CallException>(() => _gemini.Request(chat)).Error.Parameter.ShouldBe(field);
    }

    [Fact]
    public void CreateRequest_ArgumentsNestedTooDeeply_AreNamed()
    {
        var chat = Say("Hi");
        chat.Messages.Add(Message(Role.Assistant, Call("a", "t", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100))));

        Should.Throw<CallException>(() => _gemini.Request(chat)).Error.Parameter.ShouldBe("messages[1].parts[0].tool_call.arguments");
    }

    [Theory]
    [InlineData("auto", false, ""","toolConfig":{"functionCallingConfig":{"mode":"AUTO"}}""")]
    [InlineData("none", true, ""","toolConfig":{"functionCallingConfig":{"mode":"NONE"}}""")]
    [InlineData("required", true, ""","toolConfig":{"functionCallingConfig":{"mode":"ANY"}}""")]
    [InlineData("t", false, ""","toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["t"]}}""")]
    [InlineData("auto", true, ""","toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}}""")]
    [InlineData("", true, ""","toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}}""")]
    [InlineData("", false, "")]
    public async Task CreateRequest_Tools_AreDeclaredAndChosen(string choice, bool isStrict, string expected)
    {
        var chat = Say("Hi");
        chat.Tools.Add(new Tool { Name = "t", Description = "Does it.", ParametersJson = """{"type": "object", "$defs":{}}""", Strict = isStrict });
        chat.Tools.Add(new Tool { Name = "u" });
        chat.ToolChoice = choice switch
        {
            "" => null,
            "auto" => new ToolChoice { Mode = ToolChoiceMode.Auto },
            "none" => new ToolChoice { Mode = ToolChoiceMode.None },
            "required" => new ToolChoice { Mode = ToolChoiceMode.Required },
            _ => new ToolChoice { ToolName = choice },
        };

        (await _gemini.BodyAsync(chat)).ShouldContain(
            """],"tools":[{"functionDeclarations":[{"name":"t","description":"Does it.","parametersJsonSchema":{"type": "object", "$defs":{}}},{"name":"u"}]}]"""
            + expected + ""","generationConfig":""");
    }

    [Fact]
    public async Task CreateRequest_Sampling_IsWrittenWhole()
    {
        var chat = Say("Hi");
        chat.Temperature = 0.5;
        chat.TopP = 0.9;
        chat.TopK = 40;
        chat.MaxOutputTokens = 50;
        chat.PresencePenalty = -1;
        chat.FrequencyPenalty = 1.5;
        chat.Seed = -7;
        chat.StopSequences.Add(["END", "STOP"]);
        chat.ParallelToolCalls = true;
        chat.ResponseFormat = new ResponseFormat { JsonSchema = new JsonSchemaFormat { Name = "n", SchemaJson = """{"type":"object"}""", Strict = true } };

        (await _gemini.BodyAsync(chat)).ShouldEndWith(
            ""","generationConfig":{"temperature":0.5,"topP":0.9,"presencePenalty":-1,"frequencyPenalty":1.5,"topK":40,"maxOutputTokens":50,"seed":-7,"stopSequences":["END","STOP"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}}""");
    }

    [Fact]
    public async Task CreateRequest_JsonObject_AsksForJson()
    {
        var chat = Say("Hi");
        chat.ResponseFormat = new ResponseFormat { JsonObject = new JsonObjectFormat() };

        (await _gemini.BodyAsync(chat)).ShouldEndWith(""","generationConfig":{"responseMimeType":"application/json"}}""");
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, """{"thinkingBudget":0,"includeThoughts":false}""")]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Low, """{"thinkingBudget":1024,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Medium, """{"thinkingBudget":8192,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash", ReasoningEffort.High, """{"thinkingBudget":24576,"includeThoughts":true}""")]
    [InlineData("gemini-3-flash-preview", ReasoningEffort.Minimal, """{"thinkingLevel":"minimal","includeThoughts":true}""")]
    [InlineData("gemini-3-pro-preview", ReasoningEffort.Minimal, """{"thinkingLevel":"low","includeThoughts":true}""")]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.Medium, """{"thinkingLevel":"medium","includeThoughts":true}""")]
    [InlineData("models/gemini-12-pro", ReasoningEffort.High, """{"thinkingLevel":"high","includeThoughts":true}""")]
    public async Task CreateRequest_Effort_IsSaidInTheModelsTerms(string model, ReasoningEffort effort, string expected)
    {
        var chat = Say("Hi", model);
        chat.Reasoning = new Reasoning { Effort = effort };

        (await _gemini.BodyAsync(chat)).ShouldEndWith($"{{\"thinkingConfig\":{expected}}}}}");
    }

    [Fact]
    public async Task CreateRequest_ThinkingTokens_AreABudget()
    {
        var chat = Say("Hi", "gemini-3-pro-preview");
        chat.Reasoning = new Reasoning { MaxTokens = 512 };

        (await _gemini.BodyAsync(chat)).ShouldEndWith("""{"thinkingConfig":{"thinkingBudget":512,"includeThoughts":true}}}""");
    }

    [Theory]
    [InlineData(new[] { ImageDetail.Low, ImageDetail.Low }, """{"mediaResolution":"MEDIA_RESOLUTION_LOW"}}""")]
    [InlineData(new[] { ImageDetail.High }, """{"mediaResolution":"MEDIA_RESOLUTION_HIGH"}}""")]
    [InlineData(new[] { ImageDetail.Auto, ImageDetail.Unspecified }, "\"generationConfig\":{}}")]
    public async Task CreateRequest_DetailThatAllPicturesShare_IsAskedFor(ImageDetail[] details, string expected) =>
        (await _gemini.BodyAsync(WithDetails(details))).ShouldEndWith(expected);

    [Fact]
    public void CreateRequest_WhatGeminiCannotHonour_IsNamed()
    {
        var chat = WithDetails([ImageDetail.Low, ImageDetail.High]);
        chat.StopSequences.Add(["1", "2", "3", "4", "5", "6"]);
        chat.Seed = 1L << 31;
        chat.ParallelToolCalls = false;
        chat.EndUser = "u1";
        chat.ResponseFormat = new ResponseFormat { JsonSchema = new JsonSchemaFormat { Name = "n", SchemaJson = "{}", Description = "d" } };
        chat.Messages.Add(Message(Role.Assistant, new ContentPart { Thinking = new Thinking { RedactedData = "x" } }, new ContentPart { Text = "y" }));

        _gemini.Unsupported(chat).ShouldBe(
            "image_url.detail, messages.thinking.redacted_data, parallel_tool_calls, response_format.json_schema.description, seed, stop, user");
    }

    [Fact]
    public void CreateRequest_NoThinkingAtAll_IsNamedWhereTheModelAlwaysThinks()
    {
        var chat = Say("Hi", "gemini-3-pro-preview");
        chat.Reasoning = new Reasoning { Effort = ReasoningEffort.None };

        _gemini.Unsupported(chat).ShouldBe("reasoning_effort");
    }

    private static StreamChatRequest WithDetails(ImageDetail[] details)
    {
        var chat = Say("Hi");
        chat.Messages[0].Parts.Add(details.Select(detail =>
        {
            var image = Png("A");
            image.Detail = detail;
            return new ContentPart { Image = image };
        }));
        return chat;
    }

    private static Image Png(string bytes) => new() { Data = ByteString.CopyFromUtf8(bytes), MediaType = "image/png" };

    private static ContentPart Call(string id, string name, string arguments, string signature = "") =>
        new() { ToolCall = new ToolCall { Id = id, Name = name, ArgumentsJson = arguments }, Signature = signature };

    private static ContentPart Result(string id, string text, bool isError = false) =>
        new() { ToolResult = new ToolResult { ToolCallId = id, Text = text, IsError = isError } };
}
