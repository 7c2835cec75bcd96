using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Anthropic;

namespace Text2Llm.Proxy.Tests.Providers.Anthropic;

/// <summary>Anthropic's answers, streamed and whole, in the house's steps.</summary>
public sealed class MessageTranslatorTests
{
    private const string Stream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":1}}}

        event: ping
        data: {"type": "ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Grü"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"ezi?"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"seal=="}}

        data: {"type":"content_block_stop","index":0}

        data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"c2VjcmV0"}}

        data: {"type":"content_block_stop","index":1}

        data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

        : a comment
        data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Hello 👋"}}

        data: {"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"text":7}}}

        data: {"type":"something_new","message":"that nobody knows","delta":[]}

        data: {"type":"content_block_stop","index":2}

        data: {"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}}

        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"query\":1}"}}

        data: {"type":"content_block_stop","index":3}

        data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"t1","name":"look","input":{}}}

        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":""}}

        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\"at\": \"c"}}

        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"at\"}"}}

        data: {"type":"content_block_stop","index":4}

        data: {"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"t2","name":"now","input":{}}}

        data: {"type":"content_block_stop","index":5}

        data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":7}}

        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":null,"output_tokens":42,"output_tokens_details":{"thinking_tokens":30}}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string Whole = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[
         {"type":"thinking","thinking":"Grüezi?","signature":"seal=="},{"type":"redacted_thinking","data":"c2VjcmV0"},
         {"type":"text","text":"Hello 👋"},{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":1}},
         {"type":"tool_use","id":"t1","name":"look","input":{"at": "cat"}},{"type":"tool_use","id":"t2","name":"now","input":{}}],
         "stop_reason":"tool_use","usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,
         "output_tokens":42,"output_tokens_details":{"thinking_tokens":30}}}
        """;

    private static readonly string[] Meaning =
    [
        "thoughts Grüezi? sealed seal==",
        "sealed thoughts c2VjcmV0",
        "text Hello 👋",
        """call 0 t1 look {"at": "cat"}""",
        "call 1 t2 now {}",
        "ToolCalls of claude-sonnet-4-5-20250929 for 3210+42 (3000 200 30)",
    ];

    [Fact]
    public async Task Read_StreamCutAnywhere_GivesTheSameSteps()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream);
        var whole = await ReadAsync(new PiecewiseStream(bytes));
        AnswerMeaning.Of(whole).ShouldBe(Meaning);

        foreach (var stream in PiecewiseStream.CutAnywhere(bytes))
        {
            (await ReadAsync(stream)).ShouldBe(whole);
        }
    }

    [Fact]
    public void Read_Whole_MeansTheSameAsTheStream() =>
        AnswerMeaning.Of(new AnthropicChat().ReadWhole(Encoding.UTF8.GetBytes(Whole))).ShouldBe(Meaning);

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("pause_turn", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("new_reason", FinishReason.Unspecified)]
    public async Task Read_StopReason_IsTheHousesOne(string reason, FinishReason expected)
    {
        var events = await ReadAsync($$$"""
            data: {"type":"message_delta","delta":{"stop_reason":"{{{reason}}}"}}

            data: {"type":"message_stop"}

            """);

        events.ShouldHaveSingleItem().Completion.ShouldBe(new Completion { FinishReason = expected });
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "Overloaded")]
    [InlineData("""{"type":"error"}""", "The provider broke the answer off with an error.")]
    [InlineData("""{"type":"content_block""", "The provider sent what is no message nor an event of one.")]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"\ud83d"}}""", "The provider sent what is no message nor an event of one.")]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"tool_use","name":"look"}}""", "The provider sent a tool call without an id or a name.")]
    [InlineData("null", "The provider sent null for an answer.")]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""", "The provider ended the answer before it was complete.")]
    [InlineData("""{"type":"ping"}""", "The provider ended the answer before it was complete.")]
    public async Task Read_BrokenStream_IsAFault(string data, string message) =>
        (await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync($"data: {data}\n\n"))).Message.ShouldBe(message);

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"api_error","message":"Broken"}}""", "Broken")]
    [InlineData("{}", "The provider sent an answer that is not a message.")]
    [InlineData("<html>", "The provider sent what is no message nor an event of one.")]
    public void Read_BrokenWhole_IsAFault(string answer, string message) =>
        Should.Throw<ProviderFaultException>(() => new AnthropicChat().ReadWhole(Encoding.UTF8.GetBytes(answer))).Message.ShouldBe(message);

    [Fact]
    public async Task Read_ToolCallsWithoutEnd_AreBounded()
    {
        var events = string.Concat(Enumerable.Range(0, 1001).Select(index =>
            $$$"""data: {"type":"content_block_start","index":{{{index}}},"content_block":{"type":"tool_use","id":"t","name":"n"}}""" + "\n\n"));

        await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync(events));
    }

    [Fact]
    public async Task Read_ToolCallsThatBeginWithAllTheirArguments_AreBounded()
    {
        var input = $$"""{"a":"{{new string('a', 400_000)}}"}""";
        string Begin(int index) =>
            $$$"""data: {"type":"content_block_start","index":{{{index}}},"content_block":{"type":"tool_use","id":"t","name":"n","input":{{{input}}} }}""" + "\n\n";
        const string Stop = """
            data: {"type":"message_stop"}


            """;
        string End(int index) => $$"""data: {"type":"content_block_stop","index":{{index}}}""" + "\n\n";

        (await ReadAsync(Begin(0) + End(0) + Begin(1) + End(1) + Begin(2) + End(2) + Stop)).Last().Completion.ShouldNotBeNull();
        (await Should.ThrowAsync<ProviderFaultException>(() => ReadAsync(Begin(0) + Begin(1) + Begin(2) + Stop)))
            .Message.ShouldStartWith("The provider sent tool calls that begin with more than");
    }

    private static Task<List<StreamChatResponse>> ReadAsync(string stream) => ReadAsync(new PiecewiseStream(Encoding.UTF8.GetBytes(stream)));

    private static async Task<List<StreamChatResponse>> ReadAsync(Stream stream) =>
        await new AnthropicChat().ReadStreamAsync(stream, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
