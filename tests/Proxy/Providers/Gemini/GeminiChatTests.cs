using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;
using static Text2Llm.Proxy.Tests.Providers.Gemini.GeminiFixture;

namespace Text2Llm.Proxy.Tests.Providers.Gemini;

/// <summary>Chats with a server that refuses what Google refuses.</summary>
public sealed class GeminiChatTests : IAsyncLifetime
{
    private GeminiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await GeminiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Chat_ThroughTheProxy_ReachesGeminiAndComesBack()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _server.BaseAddress));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(Say("Hi"), Headers(proxy, GeminiServer.Key), cancellationToken: Cancel);

        var events = await call.ResponseStream.ReadAllAsync(Cancel).ToListAsync(Cancel);

        events.ShouldBe([
            new() { TextDelta = new TextDelta { Text = "Hello." } },
            new()
            {
                Completion = new Completion
                {
                    FinishReason = FinishReason.Stop,
                    Model = "gemini-2.5-flash",
                    Usage = new TokenUsage { InputTokens = 11, OutputTokens = 3 },
                },
            }]);
        var request = _server.Requests.Single();
        request.Path.ShouldBe("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        request.Text.ShouldBe("""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{}}""");
        await proxy.SettledAsync("ada", 100_000 - 14);
    }

    [Fact]
    public async Task Chat_KeyThatGoogleQuotes_ComesBackWithoutIt()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _server.BaseAddress));
        _server.Answer = context => GeminiServer.AnswerErrorAsync(context, 400, "INVALID_ARGUMENT", $"API key {GeminiServer.Key} expired.");
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(Say("Hi"), Headers(proxy, GeminiServer.Key), cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        failure.Status.Detail.ShouldBe("API key [key removed] expired.");
        proxy.Log.ShouldNotContain(GeminiServer.Key);
    }

    [Theory]
    [InlineData("gemini-2.5-pro")]
    [InlineData("gemini-3-pro-preview")]
    public async Task Chat_ToolsInParallel_GoRoundWithTheirSignatures(string model)
    {
        _server.Answer = context => GeminiServer.AnswerStreamAsync(
            context,
            """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Bern"}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"weather","args":{"city":"Rom"}}}]},"finishReason":"STOP"}]}""");
        var gemini = new GeminiFixture(_server.BaseAddress);
        var chat = Say("Weather in Bern and in Rom?", model);
        chat.Tools.Add(new Tool { Name = "weather", ParametersJson = """{"type":"object","properties":{"city":{"type":"string"}}}""" });

        var calls = (await gemini.SendAsync(chat)).Select(step => step.ToolCallDelta).OfType<ToolCallDelta>().ToList();
        chat.Messages.Add(Message(Role.Assistant, calls.Select(call => new ContentPart
        {
            ToolCall = new ToolCall { Id = call.Id, Name = call.Name, ArgumentsJson = call.ArgumentsJson },
            Signature = call.Signature,
        })));
        chat.Messages.Add(calls.Select(call => Message(Role.Tool, new ContentPart
        {
            ToolResult = new ToolResult { ToolCallId = call.Id, Text = "12°" },
        })));
        _server.Answer = context => GeminiServer.AnswerStreamAsync(
            context, """{"candidates":[{"content":{"parts":[{"text":"12° each."}]},"finishReason":"STOP"}]}""");
        var answer = await gemini.SendAsync(chat);

        calls.Select(call => (call.Index, call.Id)).ShouldBe([(0, "call_1"), (1, "call_2")]);
        answer[0].TextDelta.Text.ShouldBe("12° each.");
        answer[1].Completion.FinishReason.ShouldBe(FinishReason.Stop);
    }

    [Fact]
    public async Task Chat_EverythingThatGeminiCan_IsTaken()
    {
        var chat = Say("Hi", "gemini-3-flash-preview");
        chat.Messages.Insert(0, Message(Role.System, new ContentPart { Text = "Be brief." }));
        chat.Messages[1].Parts.Add(new ContentPart { Image = new Image { Url = "https://example.org/a.png", Detail = ImageDetail.High } });
        chat.Messages.Add(Message(
            Role.Assistant,
            new ContentPart { Thinking = new Thinking { Text = "So." } },
            new ContentPart { ToolCall = new ToolCall { Id = "toolu_1", Name = "look" } }));
        chat.Messages.Add(Message(Role.Tool, new ContentPart
        {
            ToolResult = new ToolResult
            {
                ToolCallId = "toolu_1",
                Text = "seen",
                Images = { new Image { Data = Google.Protobuf.ByteString.CopyFromUtf8("A"), MediaType = "image/png" } },
            },
        }));
        chat.Tools.Add(new Tool { Name = "look", Description = "Looks.", ParametersJson = "{}", Strict = true });
        chat.ToolChoice = new ToolChoice { ToolName = "look" };
        chat.ResponseFormat = new ResponseFormat { JsonSchema = new JsonSchemaFormat { Name = "n", SchemaJson = "{}" } };
        chat.Reasoning = new Reasoning { Effort = ReasoningEffort.Low };
        (chat.Temperature, chat.TopP, chat.TopK, chat.Seed, chat.MaxOutputTokens) = (1, 0.5, 3, 4, 5);
        (chat.PresencePenalty, chat.FrequencyPenalty) = (0.1, 0.2);
        chat.StopSequences.Add("END");

        var answer = await new GeminiFixture(_server.BaseAddress).SendAsync(chat);

        answer[0].TextDelta.Text.ShouldBe("Hello.");
    }

    private static Metadata Headers(ProxyServer proxy, string key) => new()
    {
        { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "google" }, { "x-provider-key", key },
    };
}
