using System.Net;
using System.Text.Json;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>The limits on calls: how many, how much, how long.</summary>
public sealed class LimitTests
{
    private const string Whole = """{"model":"m","messages":[]}""";
    private const string Streamed = """{"model":"m","stream":true,"messages":[]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_OverTheMinute_AreRefusedWithReasonWaitAndStanding()
    {
        await using var proxy = await ProxyServer.StartAsync(("Quota:RequestsPerMinute", "2"));
        using var first = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);
        using var second = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        using var third = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        first.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"burst\";q=2;w=60, \"daily\";q=100000;w=86400"]);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        third.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"burst\";r=0;");
        (await CodeAsync(third)).ShouldBe("RATE_LIMITED");
        proxy.Provider.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_OverTheDay_AreRefused()
    {
        await using var proxy = await ProxyServer.StartAsync(("Quota:TokensPerDay", "14"));
        using var first = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await CodeAsync(second)).ShouldBe("QUOTA_EXHAUSTED");
    }

    [Fact]
    public async Task QuotaServiceAway_NoCallIsMade()
    {
        await using var proxy = await ProxyServer.StartAsync(("Proxy:QuotaAddress", "http://127.0.0.1:1"));

        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CodeAsync(response)).ShouldBe("QUOTA_UNAVAILABLE");
        proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Time_UpBeforeTheAnswer_IsTold()
    {
        await using var proxy = await ProxyServer.StartAsync(("Proxy:CallTimeout", "00:00:00.2"));
        proxy.Provider.Answer = ProviderServer.NeverAnswerAsync;

        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await CodeAsync(response)).ShouldBe("PROVIDER_TIMEOUT");
        await proxy.Provider.CallerLeft.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Time_UpMidStream_EndsTheStreamWithAnErrorThatSaysSo()
    {
        await using var proxy = await ProxyServer.StartAsync(("Proxy:StreamTimeout", "00:00:00.3"));
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await ProviderServer.NeverAnswerAsync(context);
        };

        using var response = await proxy.Client.SendAsync(proxy.Request(Streamed), Cancel);
        var events = (await response.Content.ReadAsStringAsync(Cancel)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        events.Length.ShouldBe(2);
        events[1].ShouldContain("PROVIDER_TIMEOUT");
    }

    [Fact]
    public async Task EndlessLine_FromTheProvider_IsCutOffWithAnError()
    {
        await using var proxy = await ProxyServer.StartAsync();
        var line = new byte[64 * 1024];
        Array.Fill(line, (byte)'x');
        proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, Enumerable.Repeat(line, int.MaxValue));

        using var response = await proxy.Client.SendAsync(proxy.Request(Streamed), Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("PROVIDER_ERROR");
        await proxy.Provider.CallerLeft.WaitAsync(Cancel);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error").GetProperty("code").GetString();
}
