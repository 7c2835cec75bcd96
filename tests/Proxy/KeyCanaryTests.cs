using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>Plants a key and a prompt, lets everything go wrong that can, and searches what came out: logs of every level, errors.</summary>
public sealed class KeyCanaryTests
{
    private const string Key = "sk-canary/2718+2818";
    private const string KeyInside = "canary";
    private const string Prompt = "a-prompt-that-nobody-else-may-read";

    private static readonly string[] Answers =
    [
        $$$"""{"error":{"message":"bad key {{{Key}}} for {{{Prompt}}}"}}""",
        $$$"""[{"error":{"message":"bad key sk-canary\/2718\u002B2818 for {{{Prompt}}}"}}]""",
        $"bad key {Key} for {Prompt}",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyAndPrompt_AreNowhere()
    {
        await using var proxy = await ProxyServer.StartAsync(("Quota:RequestsPerMinute", "1000"), ("Proxy:StreamTimeout", "00:00:00.3"));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        List<string> told = [];
        foreach (var answer in Answers)
        {
            proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, answer, 400);
            told.Add(await OverHttpAsync(proxy));
            told.Add(await OverGrpcAsync(proxy, channel));
            proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, answer, 200);
            told.Add(await OverGrpcAsync(proxy, channel));
        }

        proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, ProviderServer.Event(Answers[0]));
        told.Add(await OverGrpcAsync(proxy, channel));
        proxy.Provider.Answer = ProviderServer.NeverAnswerAsync;
        told.Add(await OverGrpcAsync(proxy, channel));
        await proxy.Provider.DisposeAsync();
        told.Add(await OverHttpAsync(proxy));
        told.Add(await OverGrpcAsync(proxy, channel));

        // What was searched holds what it should, so the search could have found something.
        told.ShouldContain(text => text.Contains("bad key [key removed]", StringComparison.Ordinal));
        proxy.Log.ShouldContain("PROVIDER_UNREACHABLE");
        proxy.Log.ShouldNotContain(KeyInside);
        proxy.Log.ShouldNotContain(Prompt);
        string.Join('\n', told).ShouldNotContain("sk-canary");
    }

    private static async Task<string> OverHttpAsync(ProxyServer proxy)
    {
        using var request = proxy.Request($$$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"{{{Prompt}}}"}]}""", key: Key);
        using var response = await proxy.Client.SendAsync(request, Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> OverGrpcAsync(ProxyServer proxy, GrpcChannel channel)
    {
        var headers = new Metadata
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" }, { "x-provider-key", Key },
        };
        var chat = new StreamChatRequest
        {
            Model = "m",
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = Prompt } } } },
        };
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(chat, headers, cancellationToken: Cancel);
        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));
        return failure.ToString() + string.Join('\n', failure.Trailers.Select(entry => entry.IsBinary ? "" : entry.Value));
    }
}
