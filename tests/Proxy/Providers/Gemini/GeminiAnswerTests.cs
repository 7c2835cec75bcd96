using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Providers.Gemini;

public sealed class GeminiAnswerTests
{
    // As Google sends it: CRLF, thoughts first, a signature on the tool call, another on empty text, usage that grows.
    private static readonly string[] Events =
    [
        """{"candidates":[{"content":{"parts":[{"text":"Überlegt…","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"totalTokenCount":60,"cachedContentTokenCount":8,"thoughtsTokenCount":40},"modelVersion":"gemini-3-pro","responseId":"r"}""",
        """{"candidates":[{"content":{"parts":[{"text":"Gr"},{"text":"üezi 👋","thoughtSignature":"dGV4dA=="}],"role":"model"},"index":0,"citationMetadata":{"citationSources":[]}}]}""",
        """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich","days":[1, 2]}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"own-id","name":"now"}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}}],"role":"model"},"index":0}],"somethingNew":{"a":1}}""",
        """{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"ZW5k"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"toolUsePromptTokenCount":5,"candidatesTokenCount":10,"thoughtsTokenCount":45,"totalTokenCount":80}}""",
    ];

    private static readonly StreamChatResponse[] Expected =
    [
        new() { ThinkingDelta = new ThinkingDelta { Text = "Überlegt…" } },
        new() { TextDelta = new TextDelta { Text = "Gr" } },
        new() { TextDelta = new TextDelta { Text = "üezi 👋", Signature = "dGV4dA==" } },
        new()
        {
            ToolCallDelta = new ToolCallDelta
            {
                Index = 0, Id = "call_1", Name = "weather", ArgumentsJson = """{"city":"Zürich","days":[1, 2]}""", Signature = "Y2FsbA==",
            },
        },
        new() { ToolCallDelta = new ToolCallDelta { Index = 1, Id = "own-id", Name = "now", ArgumentsJson = "{}" } },
        new() { TextDelta = new TextDelta { Signature = "ZW5k" } },
        new()
        {
            Completion = new Completion
            {
                FinishReason = FinishReason.ToolCalls,
                Model = "gemini-3-pro",
                Usage = new TokenUsage { InputTokens = 25, CachedInputTokens = 8, OutputTokens = 55, ReasoningTokens = 45 },
            },
        },
    ];

    private readonly GeminiFixture _gemini = new();

    [Fact]
    public async Task ReadStream_CutAtEveryByte_MeansTheSame()
    {
        var bytes = Stream(Events);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var gemini = new GeminiFixture();
            (await gemini.ReadAsync(new PiecewiseStream(bytes.AsMemory(0, cut), bytes.AsMemory(cut)))).SequenceEqual(Expected).ShouldBeTrue($"cut at {cut}");
        }
    }

    [Fact]
    public async Task ReadStream_ByteByByte_MeansTheSame() =>
        (await _gemini.ReadAsync(new PiecewiseStream(Stream(Events).Select(one => (ReadOnlyMemory<byte>)new[] { one })))).ShouldBe(Expected);

    [Fact]
    public void ReadWhole_SameParts_MeanTheSame() => _gemini.ReadWhole(
        """{"candidates":[{"content":{"parts":[{"text":"Überlegt…","thought":true},{"text":"Gr"},{"text":"üezi 👋","thoughtSignature":"dGV4dA=="},{"functionCall":{"name":"weather","args":{"city":"Zürich","days":[1, 2]}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"own-id","name":"now"}},{"text":"","thoughtSignature":"ZW5k"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":8,"toolUsePromptTokenCount":5,"candidatesTokenCount":10,"thoughtsTokenCount":45},"modelVersion":"gemini-3-pro"}""")
        .ShouldBe(Expected);

    [Fact]
    public void ReadWhole_ArrayOfAnswers_IsReadAsOne() =>
        _gemini.ReadWhole($" \n[{string.Join(",\r\n", Events)}]").ShouldBe(Expected);

    [Theory]
    [InlineData("STOP", FinishReason.Stop)]
    [InlineData("MAX_TOKENS", FinishReason.Length)]
    [InlineData("SAFETY", FinishReason.ContentFilter)]
    [InlineData("RECITATION", FinishReason.ContentFilter)]
    [InlineData("BLOCKLIST", FinishReason.ContentFilter)]
    [InlineData("PROHIBITED_CONTENT", FinishReason.ContentFilter)]
    [InlineData("SPII", FinishReason.ContentFilter)]
    [InlineData("IMAGE_SAFETY", FinishReason.ContentFilter)]
    [InlineData("OTHER", FinishReason.Unspecified)]
    [InlineData("SOMETHING_NEW", FinishReason.Unspecified)]
    public void Read_FinishReason_IsMapped(string reason, FinishReason expected) =>
        _gemini.ReadWhole($$"""{"candidates":[{"finishReason":"{{reason}}"}]}""").Single().Completion.FinishReason.ShouldBe(expected);

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    [InlineData("UNEXPECTED_TOOL_CALL")]
    [InlineData("MISSING_THOUGHT_SIGNATURE")]
    public void Read_ModelThatFailed_IsAFaultThatSaysWhy(string reason) =>
        Should.Throw<ProviderFaultException>(() => _gemini.ReadWhole(
            $$"""{"candidates":[{"finishReason":"{{reason}}","finishMessage":"Malformed call: f("}]}"""))
            .Message.ShouldBe($"The model's answer cannot be used ({reason}). Malformed call: f(");

    [Fact]
    public void Read_PromptThatIsRefused_IsACompletionByTheFilter()
    {
        var completion = _gemini.ReadWhole(
            """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":7},"modelVersion":"m"}""").Single().Completion;

        completion.ShouldBe(new Completion
        {
            FinishReason = FinishReason.ContentFilter,
            Model = "m",
            Usage = new TokenUsage { InputTokens = 7 },
        });
    }

    [Fact]
    public void Read_UsageOfThePromptAlone_IsNoUsageOnceSomethingWasWritten() =>
        _gemini.ReadWhole("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7}}""")[^1]
            .Completion.Usage.ShouldBeNull();

    [Fact]
    public async Task ReadStream_EndsWithoutAReason_IsNoAnswer() =>
        (await Should.ThrowAsync<ProviderFaultException>(() => _gemini.ReadAsync(new MemoryStream(Stream(Events[..3])))))
            .Message.ShouldBe("The provider ended the answer before it was complete.");

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""")]
    [InlineData("""[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]""")]
    public async Task ReadStream_ErrorInIt_IsAFaultInTheProvidersWords(string error) =>
        (await Should.ThrowAsync<ProviderFaultException>(() => _gemini.ReadAsync(new MemoryStream(Stream([Events[0], error])))))
            .Message.ShouldBe("The model is overloaded.");

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("\"text\"")]
    [InlineData("""{"candidates":{}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{}}]}}]}""")]
    public void Read_WhatMakesNoSense_IsAFault(string answer) => Should.Throw<ProviderFaultException>(() => _gemini.ReadWhole(answer));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"candidates":[null]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[null,{}]}}],"error":null}""")]
    public async Task ReadStream_EventsThatSayNothing_AreIgnored(string nothing) =>
        (await _gemini.ReadAsync(new MemoryStream(Stream([nothing, .. Events])))).ShouldBe(Expected);

    private static byte[] Stream(IEnumerable<string> events) => Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"data: {data}\r\n\r\n")));
}
