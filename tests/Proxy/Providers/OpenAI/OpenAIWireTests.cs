using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>The wires of OpenAI's family through the whole proxy, over gRPC, to a server that speaks OpenAI's format.</summary>
public sealed class OpenAIWireTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openai", "Authorization", "Bearer sk-test", """ "max_completion_tokens":5,"seed":7,"stream":true,"stream_options":{"include_usage":true} """)]
    [InlineData("azure-openai", "api-key", "sk-test", """ "max_completion_tokens":5,"seed":7,"stream":true,"stream_options":{"include_usage":true} """)]
    [InlineData("mistral", "Authorization", "Bearer sk-test", """ "max_tokens":5,"random_seed":7,"stream":true """)]
    [InlineData("groq", "Authorization", "Bearer sk-test", """ "max_completion_tokens":5,"seed":7,"stream":true,"stream_options":{"include_usage":true} """)]
    [InlineData("openrouter", "Authorization", "Bearer sk-test", """ "max_tokens":5,"seed":7,"provider":{"require_parameters":true},"stream":true,"stream_options":{"include_usage":true} """)]
    public async Task StreamChat_Wire_IsSpokenToTheProvider(string wire, string header, string value, string fields)
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:test:Wire", wire));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var chat = new StreamChatRequest { Model = "m", MaxOutputTokens = 5, Seed = 7 };
        chat.Messages.Add(new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "Hi" } } });

        using var call = new ChatService.ChatServiceClient(channel).StreamChat(
            chat,
            new Metadata { { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" }, { "x-provider-key", "sk-test" } },
            cancellationToken: Cancel);
        List<StreamChatResponse> steps = [];
        await foreach (var step in call.ResponseStream.ReadAllAsync(Cancel))
        {
            steps.Add(step);
        }

        AnswerUnderTest.Tell(steps).ShouldBe(["text Hello.", "end Stop m-2026"]);
        var request = proxy.Provider.Requests.Single();
        request.Text.ShouldBe($$$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{{fields.Trim()}}}}""");
        request.Headers[header].ShouldBe(value);
        request.Headers.Keys.Where(name => name is "Authorization" or "api-key").ShouldBe([header]);
    }
}
