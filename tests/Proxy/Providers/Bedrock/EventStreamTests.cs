using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Bedrock;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Providers.Bedrock;

/// <summary>Bedrock's answers, streamed and whole, in the house's steps.</summary>
public sealed class EventStreamTests
{
    private const string Whole = """
        {"output":{"message":{"role":"assistant","content":[
          {"reasoningContent":{"reasoningText":{"text":"Grüezi?","signature":"seal=="}}},{"reasoningContent":{"redactedContent":"c2VjcmV0"}},
          {"text":"Hello 👋"},
          {"toolUse":{"toolUseId":"t1","name":"look","input":{"at": "cat"}}},{"toolUse":{"toolUseId":"t2","name":"now","input":{}}}]}},
         "stopReason":"tool_use","usage":{"inputTokens":10,"outputTokens":42,"totalTokens":3252,"cacheReadInputTokens":3000,"cacheWriteInputTokens":200}}
        """;

    private static readonly string[] Meaning =
    [
        "thoughts Grüezi? sealed seal==",
        "sealed thoughts c2VjcmV0",
        "text Hello 👋",
        """call 0 t1 look {"at": "cat"}""",
        "call 1 t2 now {}",
        "ToolCalls of  for 3210+42 (3000 200 0)",
    ];

    private static byte[] Stream =>
    [
        .. Event("messageStart", """{"role":"assistant"}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Grü"}}}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"ezi?"}},"p":"abcdef"}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"seal=="}}}"""),
        .. Event("contentBlockStop", """{"contentBlockIndex":0}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"reasoningContent":{"redactedContent":"c2VjcmV0"}}}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"text":"Hello 👋"}}"""),
        .. Event("somethingNew", "not even JSON"),
        .. Event("contentBlockStart", """{"contentBlockIndex":3,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":3,"delta":{"toolUse":{"input":"{\"at\": \"c"}}}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":3,"delta":{"toolUse":{"input":"at\"}"}}}"""),
        .. Event("contentBlockStop", """{"contentBlockIndex":3}"""),
        .. Event("contentBlockStart", """{"contentBlockIndex":4,"start":{"toolUse":{"toolUseId":"t2","name":"now"}}}"""),
        .. Event("contentBlockStop", """{"contentBlockIndex":4}"""),
        .. Event("messageStop", """{"stopReason":"tool_use"}"""),
        .. Event("metadata", """{"usage":{"inputTokens":10,"outputTokens":42,"totalTokens":3252,"cacheReadInputTokens":3000,"cacheWriteInputTokens":200},"metrics":{"latencyMs":9}}"""),
    ];

    [Fact]
    public async Task Read_StreamCutAnywhere_GivesTheSameSteps()
    {
        var bytes = Stream;
        var whole = await ReadAsync(new PiecewiseStream(bytes));
        AnswerMeaning.Of(whole).ShouldBe(Meaning);

        foreach (var stream in PiecewiseStream.CutAnywhere(bytes))
        {
            (await ReadAsync(stream)).ShouldBe(whole);
        }
    }

    [Fact]
    public void Read_Whole_MeansTheSameAsTheStream() =>
        AnswerMeaning.Of(Adapter().ReadWhole(Encoding.UTF8.GetBytes(Whole))).ShouldBe(Meaning);

    [Fact]
    public async Task Read_StreamThatEndsEarly_IsAFaultWhereverItEnds()
    {
        var bytes = Stream;
        var messageStop = bytes.Length - Event("metadata", """{"usage":{"inputTokens":10,"outputTokens":42,"totalTokens":3252,"cacheReadInputTokens":3000,"cacheWriteInputTokens":200},"metrics":{"latencyMs":9}}""").Length;

        for (var length = 0; length < messageStop; length++)
        {
            await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync(new PiecewiseStream(bytes.AsMemory(0, length))));
        }
    }

    [Fact]
    public async Task Read_AnyByteDamaged_IsNoticed()
    {
        var bytes = Event("messageStop", """{"stopReason":"end_turn"}""");
        for (var index = 0; index < bytes.Length; index++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[index] ^= 1;

            await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync(new PiecewiseStream(damaged)));
        }
    }

    // Examples that Amazon's SDKs are tested with: an empty message, and one with a number for a header.
    [Theory]
    [InlineData("000000100000000005c248eb7d98c8ff")]
    [InlineData("0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0")]
    public async Task Read_PublishedMessages_HaveTheRightChecksums(string hex)
    {
        byte[] bytes = [.. Convert.FromHexString(hex), .. Event("messageStop", """{"stopReason":"end_turn"}""")];

        (await ReadAsync(new PiecewiseStream(bytes))).ShouldHaveSingleItem().Completion.FinishReason.ShouldBe(FinishReason.Stop);
    }

    [Fact]
    public async Task Read_MessageOverTheLimit_IsRefusedBeforeItIsRead()
    {
        var large = EventStreamMessages.Event("contentBlockDelta", new string(' ', EventStreamAnswer.MaxMessageBytes));

        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(new PiecewiseStream(large.AsMemory(0, 100))));
    }

    [Theory]
    [InlineData("exception", "throttlingException", """{"message":"Too many requests"}""", "Too many requests")]
    [InlineData("exception", "modelStreamErrorException", "{}", "The provider broke the answer off with an error: modelStreamErrorException.")]
    [InlineData("exception", "internalServerException", "oops", "The provider broke the answer off with an error: internalServerException.")]
    [InlineData("event", "contentBlockDelta", "{", "The provider sent what is no Converse answer nor an event of one.")]
    [InlineData("event", "contentBlockStart", """{"start":{"toolUse":{"name":"now"}}}""", "The provider sent a tool call without an id or a name.")]
    public async Task Read_ErrorInsideTheStream_IsAFault(string kind, string type, string payload, string message)
    {
        var stream = new PiecewiseStream(EventStreamMessages.Message(kind, type, payload));

        (await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync(stream))).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("guardrail_intervened", FinishReason.ContentFilter)]
    [InlineData("content_filtered", FinishReason.ContentFilter)]
    [InlineData("new_reason", FinishReason.Unspecified)]
    public async Task Read_StopReason_IsTheHousesOne(string reason, FinishReason expected)
    {
        var stream = new PiecewiseStream(Event("messageStop", $$"""{"stopReason":"{{reason}}"}"""));

        (await ReadAsync(stream)).ShouldHaveSingleItem().Completion.ShouldBe(new Completion { FinishReason = expected });
    }

    private static byte[] Event(string type, string json) => EventStreamMessages.Event(type, json);

    private static BedrockChat Adapter() => new(new BedrockRequests(TimeProvider.System));

    private static async Task<List<StreamChatResponse>> ReadAsync(Stream stream) =>
        await Adapter().ReadStreamAsync(stream, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
