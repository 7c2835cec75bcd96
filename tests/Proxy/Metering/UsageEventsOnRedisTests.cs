using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.ServiceDefaults.Redis;
using Text2Llm.TestServers;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>Usage events on a real Redis: what stands there, and what becomes of them while it is away.</summary>
public sealed class UsageEventsOnRedisTests : IAsyncLifetime
{
    private const string Stream = "text2llm:usage";
    private const string Whole = """{"model":"m","messages":[{"role":"user","content":"a-prompt-that-nobody-else-may-read"}]}""";

    private readonly RedisConnections _connections = new();
    private RedisServer _redis = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Call_ItsEvent_StandsThereAsJsonWithoutKeyOrPrompt()
    {
        await using var proxy = await StartAsync(("Prices:Models:test:m:Input", "2"), ("Prices:Models:test:m:Output", "10"));
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context,
            """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1000,"completion_tokens":200,"prompt_tokens_details":{"cached_tokens":400},"completion_tokens_details":{"reasoning_tokens":150}}}
            """);
        await CallAsync(proxy);

        var told = (await StoredAsync(1)).Single();

        told.EnumerateObject().Select(field => field.Name).ShouldBe(
            [
                "id", "at", "user", "provider", "model", "route", "input_tokens", "output_tokens", "cached_input_tokens", "cache_write_input_tokens",
                "reasoning_tokens", "estimated", "latency_ms", "first_token_ms", "cost_usd", "price_version", "retries",
            ]);
        string[] known = ["user", "provider", "model", "route", "input_tokens", "output_tokens", "cached_input_tokens", "reasoning_tokens", "estimated", "retries", "cost_usd"];
        known.Select(field => told.GetProperty(field).GetRawText()).ShouldBe(
            ["\"ada\"", "\"test\"", "\"m\"", "\"http/chat\"", "1000", "200", "400", "150", "false", "0", "0.004"]);
        told.GetProperty("id").GetGuid().Version.ShouldBe(7);
        told.GetProperty("at").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        told.GetRawText().ShouldNotContain("sk-test");
        told.GetRawText().ShouldNotContain("nobody-else");
    }

    [Fact]
    public async Task Call_ThatFails_TellsItsErrorAndNoCost()
    {
        await using var proxy = await StartAsync();
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"no"}}""", 401);
        await CallAsync(proxy);

        var told = (await StoredAsync(1)).Single();

        told.GetProperty("error").GetString().ShouldBe("401");
        told.TryGetProperty("cost_usd", out _).ShouldBeFalse();
        told.TryGetProperty("first_token_ms", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Stream_LongerThanItMayBe_LosesItsOldest()
    {
        var store = Store(longest: 100);
        foreach (var batch in Enumerable.Range(0, 1000).Select(Event).Chunk(50))
        {
            await store.StoreAsync(batch, Cancel);
        }

        var kept = await StoredAsync(100);

        kept.Count.ShouldBeInRange(100, 300);
        Model(kept[^1]).ShouldBe("m999");
    }

    [Fact]
    public async Task Batch_OfWhichRedisRefusesOne_IsNotStoredAtAll()
    {
        var store = Store();
        await _redis.CommandAsync($"SET {Stream} text");

        var refused = await Should.ThrowAsync<RedisServerException>(() => store.StoreAsync([Event(1), Event(2)], Cancel));
        await _redis.CommandAsync($"DEL {Stream}");
        await store.StoreAsync([Event(1), Event(2)], Cancel);

        refused.Message.ShouldStartWith("WRONGTYPE");
        (await StoredAsync(2)).Select(Model).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task RedisAway_EventsWaitAndAreStoredInOrderAndOnceWhenItIsBack()
    {
        await using var proxy = await StartAsync();
        await CallAsync(proxy);
        await StoredAsync(1);
        await _redis.StopAsync();
        for (var call = 0; call < 5; call++)
        {
            await CallAsync(proxy, Whole.Replace("\"m\"", $"\"m{call}\"", StringComparison.Ordinal));
        }

        await Eventually.BecomesTrueAsync(
            () => proxy.Log.Contains("The usage events cannot be delivered and wait: RedisConnectionException", StringComparison.Ordinal), () => "nobody is told");
        await _redis.StartAgainAsync();

        (await StoredAsync(5)).Select(Model).ShouldBe(["m0", "m1", "m2", "m3", "m4"]);
        await Eventually.BecomesTrueAsync(
            () => proxy.Log.Contains("The usage events are delivered again", StringComparison.Ordinal), () => "nobody is told that Redis is back");
    }

    [Fact]
    public async Task ProxyStartedWithoutRedis_CallsAreMadeAndToldOnceItComes()
    {
        await _redis.StopAsync();
        await using var proxy = await StartAsync();
        await CallAsync(proxy);

        await _redis.StartAgainAsync();

        (await StoredAsync(1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Stopping_WhatWaits_IsStored()
    {
        await using var proxy = await StartAsync();
        var streaming = new TaskCompletionSource();
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            streaming.SetResult();
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("two", "stop"), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());
        };
        var call = CallAsync(proxy, """{"model":"m","stream":true,"messages":[]}""");
        await streaming.Task;

        await proxy.StopAsync();

        await call;
        (await StoredAsync(1)).Single().GetProperty("output_tokens").GetInt64().ShouldBe(7);
        proxy.Log.ShouldNotContain("usage events are lost");
    }

    [Fact]
    public async Task Start_WhatIsNoConnectionString_IsNamedAndNotQuoted()
    {
        var mistake = await Should.ThrowAsync<OptionsValidationException>(() => ProxyServer.StartAsync(("UsageEvents:Redis", "password=hunter2,keepAlive=x")));

        mistake.Message.ShouldContain("UsageEvents:Redis is not a connection string");
        mistake.Message.ShouldNotContain("hunter2");
        new UsageEventsOptions { Redis = "redis:6379,password=hunter2" }.ToString().ShouldNotContain("hunter2");
    }

    private static UsageEvent Event(int number) => new(
        Guid.CreateVersion7(),
        DateTimeOffset.UnixEpoch,
        "ada",
        new MeteredCall(new Provider("test", new(), null!), $"m{number}", CallRoute.HttpChat, IsStreamed: false),
        new TokenUsage { InputTokens = number },
        TimeSpan.FromSeconds(1),
        TimeToFirstToken: null,
        CostUsd: null,
        PriceVersion: null,
        Error: null,
        Retries: 0);

    private static async Task CallAsync(ProxyServer proxy, string body = Whole)
    {
        using var response = await proxy.Client.SendAsync(proxy.Request(body), Cancel);
        await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldNotBe(HttpStatusCode.ServiceUnavailable);
    }

    private Task<ProxyServer> StartAsync(params (string Key, string Value)[] settings) =>
        ProxyServer.StartAsync([("UsageEvents:Redis", _redis.ConnectionString), ("Quota:RequestsPerMinute", "1000"), .. settings]);

    private RedisUsageEvents Store(int longest = 1000) =>
        new(_connections, Options.Create(new UsageEventsOptions { Redis = _redis.ConnectionString, LongestStream = longest }));

    /// <summary>Waits until so many events are stored, and gives all that are.</summary>
    private async Task<List<JsonElement>> StoredAsync(int count)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var redis = connection.GetDatabase();
        await Eventually.BecomesTrueAsync(
            async () => await redis.StreamLengthAsync(Stream) >= count, () => $"fewer than {count} events are stored");
        return [.. (await redis.StreamRangeAsync(Stream)).Select(entry => JsonElement.Parse($"{entry.Values.ShouldHaveSingleItem().Value}"))];
    }

    private static string? Model(JsonElement told) => told.GetProperty("model").GetString();
}
