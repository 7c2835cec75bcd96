using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Tests.Providers;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Chat;

/// <summary>
/// Two turns over gRPC and gRPC-Web with each provider that has a format of its own: the second sends back what the first answered, thoughts,
/// calls and seals, as the proto says.
/// </summary>
public sealed class GrpcRoundTripTests : IAsyncLifetime
{
    private AnthropicServer _anthropic = null!;
    private BedrockServer _bedrock = null!;
    private GeminiServer _gemini = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _anthropic = await AnthropicServer.StartAsync();
        _bedrock = await BedrockServer.StartAsync();
        _gemini = await GeminiServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:anthropic:BaseUrl", _anthropic.BaseAddress.ToString()),
            ("Providers:bedrock:BaseUrl", _bedrock.BaseAddress.ToString()),
            ("Providers:bedrock:ModelsBaseUrl", ""),
            ("Providers:bedrock:Region", BedrockServer.Region),
            ("Providers:google:BaseUrl", _gemini.BaseAddress));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _anthropic.DisposeAsync();
        await _bedrock.DisposeAsync();
        await _gemini.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Anthropic_SecondTurn_SendsBackThoughtsSealsAndCalls(GrpcWebMode? web)
    {
        _anthropic.Events =
        [
            """{"type":"message_start","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":5,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"secret"}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"Look 👀"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"seal"}}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"One moment."}}""",
            """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"t1","name":"look","input":{}}}""",
            """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"at\":1}"}}""",
            """{"type":"content_block_stop","index":3}""",
            """{"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"t2","name":"look","input":{}}}""",
            """{"type":"content_block_stop","index":4}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}""",
        ];

        await TwoTurnsAsync(web, "anthropic", AnthropicServer.Key, "claude-sonnet-4-5");

        JsonNode.Parse(_anthropic.Requests.Last().GetProperty("messages")[1].GetProperty("content").GetRawText()).ShouldBeJson(
            """[{"type":"redacted_thinking","data":"secret"},{"type":"thinking","thinking":"Look 👀","signature":"seal"},{"type":"text","text":"One moment."},{"type":"tool_use","id":"t1","name":"look","input":{"at":1}},{"type":"tool_use","id":"t2","name":"look","input":{}}]""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GrpcWebMode.GrpcWeb)]
    public async Task Bedrock_SecondTurn_SendsBackThoughtsSealsAndCalls(GrpcWebMode? web)
    {
        _bedrock.Messages =
        [
            EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Look 👀"}}}"""),
            EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"seal"}}}"""),
            EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"One moment."}}"""),
            EventStreamMessages.Event("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
            EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"at\":1}"}}}"""),
            EventStreamMessages.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
            EventStreamMessages.Event("messageStop", """{"stopReason":"tool_use"}"""),
        ];

        await TwoTurnsAsync(web, "bedrock", BedrockServer.Key, "anthropic.claude-sonnet-4-5-v1:0");

        JsonNode.Parse(_bedrock.Requests.Last().Body.GetProperty("messages")[1].GetProperty("content").GetRawText()).ShouldBeJson(
            """[{"reasoningContent":{"reasoningText":{"text":"Look 👀","signature":"seal"}}},{"text":"One moment."},{"toolUse":{"toolUseId":"t1","name":"look","input":{"at":1}}}]""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GrpcWebMode.GrpcWeb)]
    public async Task Gemini_SecondTurn_SendsBackThoughtsSealsAndCalls(GrpcWebMode? web)
    {
        _gemini.Answer = context => GeminiServer.AnswerStreamAsync(
            context,
            """{"candidates":[{"content":{"parts":[{"text":"Look 👀","thought":true},{"text":"One moment.","thoughtSignature":"c2ln"}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"t1","name":"look","args":{"at":1}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"t2","name":"look","args":{}}}]},"finishReason":"STOP"}]}""");

        await TwoTurnsAsync(web, "google", GeminiServer.Key, "gemini-3-pro-preview");

        JsonNode.Parse(_gemini.Requests.Last().Json.GetProperty("contents")[1].GetProperty("parts").GetRawText()).ShouldBeJson(
            """[{"text":"Look 👀","thought":true},{"text":"One moment.","thoughtSignature":"c2ln"},{"functionCall":{"id":"t1","name":"look","args":{"at":1}},"thoughtSignature":"Y2FsbA=="},{"functionCall":{"id":"t2","name":"look","args":{}}}]""");
    }

    /// <summary>Asks, sends back what came with a result for each call, and asks again.</summary>
    private async Task TwoTurnsAsync(GrpcWebMode? web, string provider, string key, string model)
    {
        using var channel = GrpcChannel.ForAddress(_proxy.Address, web is { } mode
            ? new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(mode, new SocketsHttpHandler()), HttpVersion = HttpVersion.Version11 }
            : new GrpcChannelOptions());
        var client = new ChatService.ChatServiceClient(channel);
        var headers = new Metadata
        {
            { "authorization", $"Bearer {_proxy.Issuer.TokenFor("ada")}" }, { "x-provider", provider }, { "x-provider-key", key },
        };
        var chat = Chats.Of(model, Chats.User("Hi"));
        chat.Tools.Add(new Tool { Name = "look" });
        chat.Messages.Add(Message(await AskAsync()));
        chat.Messages.Add(Chats.Message(
            Role.Tool,
            chat.Messages[1].Parts.Where(part => part.ToolCall is not null).Select(part => Chats.Result(part.ToolCall.Id, "seen"))));
        await AskAsync();

        async Task<List<StreamChatResponse>> AskAsync()
        {
            using var call = client.StreamChat(chat, headers, cancellationToken: Cancel);
            var steps = await call.ResponseStream.ReadAllAsync(Cancel).ToListAsync(Cancel);
            steps[^1].Completion.FinishReason.ShouldBe(FinishReason.ToolCalls);
            return steps;
        }
    }

    /// <summary>Puts an answer together by what the proto says of its deltas.</summary>
    private static ChatMessage Message(List<StreamChatResponse> steps)
    {
        var message = Chats.Message(Role.Assistant);
        ContentPart? open = null;
        foreach (var thought in steps.Select(step => step.ThinkingDelta).OfType<ThinkingDelta>())
        {
            if (open is null || thought.RedactedData.Length > 0)
            {
                message.Parts.Add(open = new ContentPart { Thinking = new Thinking() });
            }

            open.Thinking.Text += thought.Text;
            open.Thinking.RedactedData += thought.RedactedData;
            open.Signature = thought.Signature;
            open = thought.Signature.Length > 0 || thought.RedactedData.Length > 0 ? null : open;
        }

        var texts = steps.Select(step => step.TextDelta).OfType<TextDelta>().ToList();
        message.Parts.Add(new ContentPart { Text = string.Concat(texts.Select(text => text.Text)), Signature = texts[^1].Signature });
        foreach (var call in steps.Select(step => step.ToolCallDelta).OfType<ToolCallDelta>().GroupBy(delta => delta.Index))
        {
            var part = Chats.Call(call.First().Id, call.First().Name, string.Concat(call.Select(delta => delta.ArgumentsJson)));
            part.Signature = string.Concat(call.Select(delta => delta.Signature));
            message.Parts.Add(part);
        }

        return message;
    }
}
