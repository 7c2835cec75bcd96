using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>What a call held is replaced by what it used, given back where it failed, and never held for ever.</summary>
public sealed class SettlementTests
{
    private const string Whole = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Streamed = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ThatFails_GivesBackAllThatItHeld()
    {
        await using var proxy = await ProxyServer.StartAsync();
        proxy.Provider.Answer = async context =>
        {
            (await HeldAsync(proxy)).ShouldBeGreaterThan(2000);
            await ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"no"}}""", 400);
        };

        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task QuotaAwayWhenACallEnds_ItIsSettledWhenItIsBack()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(("Quota:Redis", redis.ConnectionString));
        proxy.Provider.Answer = async context =>
        {
            await redis.CommandAsync("CLIENT PAUSE 60000 WRITE");
            await ProviderServer.AnswerJsonAsync(context, ProviderServer.WholeAnswer("Hi"));
        };

        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);
        await Eventually.BecomesTrueAsync(
            () => proxy.Log.Contains("The settlements cannot be delivered and wait", StringComparison.Ordinal), () => "nobody noticed that it is away");
        await redis.CommandAsync("CLIENT UNPAUSE");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await proxy.SettledAsync("ada", 100_000 - 14);
    }

    [Fact]
    public async Task ProxyThatDies_WhatItsCallsHeldExpires()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        await using var neighbours = await ProxyServer.StartWithQuotaServiceAsync(clock);
        neighbours.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        await using (var process = await ProxyProcess.StartAsync(neighbours))
        {
            using var client = new HttpClient { BaseAddress = process.Address };
            using var response = await client.SendAsync(neighbours.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await HeldAsync(neighbours)).ShouldBeGreaterThan(2000);

        // The call's own two minutes, and one for its settlement.
        clock.Advance(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(1));

        (await HeldAsync(neighbours)).ShouldBe(0);
    }

    [Fact]
    public async Task FirstCall_OnEveryRouteAndHoweverMuchItAsks_IsNeverRefused()
    {
        await using var anthropic = await AnthropicServer.StartAsync();
        anthropic.Events = ["""{"type":"message_stop"}"""];
        await using var gemini = await GeminiServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(
            ("Quota:TokensPerDay", "10"),
            ("Providers:anthropic:BaseUrl", anthropic.BaseAddress.ToString()),
            ("Providers:google:BaseUrl", gemini.BaseAddress));
        var text = string.Concat(Enumerable.Repeat("word ", 25_000));
        var chat = $$"""{"model":"m","max_tokens":1000000000,"n":100,"messages":[{"role":"user","content":"{{text}}"}]}""";
        var oneChoice = chat.Replace("\"n\":100,", "", StringComparison.Ordinal);

        (string Path, string Provider, string Key, string Body)[] calls =
        [
            ("chat/completions", "test", "sk-test", chat),
            ("chat/completions", "anthropic", AnthropicServer.Key, oneChoice),
            ("embeddings", "test", "sk-test", $$"""{"model":"e","input":"{{text}}"}"""),
            ("embeddings", "google", "key", $$"""{"model":"e","input":"{{text}}"}"""),
        ];
        foreach (var (path, provider, key, body) in calls)
        {
            using var request = proxy.Request(body, provider, key, user: $"{path} {provider}");
            request.RequestUri = new Uri($"/v1/proxy/{path}", UriKind.Relative);
            using var response = await proxy.Client.SendAsync(request, Cancel);
            Left(response).ShouldBe(0, $"{path} {provider}: {response.StatusCode}");
            response.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }

        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var client = new ChatService.ChatServiceClient(channel);
        var request2 = new StreamChatRequest
        {
            Model = "m",
            MaxOutputTokens = 1_000_000_000,
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = text } } } },
        };
        using var streamed = client.StreamChat(request2, Headers("grpc"), cancellationToken: Cancel);
        (await streamed.ResponseStream.MoveNext(Cancel)).ShouldBeTrue();
        var embed = client.EmbedAsync(new EmbedRequest { Model = "e", Inputs = { text } }, Headers("grpc embed"), cancellationToken: Cancel);
        var failure = await Should.ThrowAsync<RpcException>(() => embed.ResponseAsync);
        failure.StatusCode.ShouldNotBe(StatusCode.ResourceExhausted);

        Metadata Headers(string user) => new()
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor(user)}" }, { "x-provider", "test" }, { "x-provider-key", "sk-test" },
        };
    }

    /// <summary>What the calls of the user hold or have used, of the day's tokens.</summary>
    private static async Task<long> HeldAsync(ProxyServer proxy) => 100_000 - await proxy.TokensLeftAsync("ada");

    private static int Left(HttpResponseMessage response) => int.Parse(
        response.Headers.GetValues("RateLimit").Single().Split("\"daily\";r=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
}
