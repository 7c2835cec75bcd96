using System.Net;
using System.Text.Json;
using Text2Llm.Proxy.Tests.Limits;
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
    public async Task Tokens_OverTheDay_AreRefusedOnceTheyAreReallyUsed()
    {
        // A call holds 2,055 tokens and uses 1,014 of the day's 4,000: the second fits only because the first was settled, the third not.
        await using var proxy = await ProxyServer.StartAsync(("Quota:TokensPerDay", "4000"));
        proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context, ProviderServer.Chunk("Hi", "stop"), ProviderServer.UsageChunk(14, 1000), ProviderServer.Done());
        List<HttpStatusCode> statuses = [];
        string? code = null;
        for (var call = 0; call < 3; call++)
        {
            using var response = await proxy.Client.SendAsync(proxy.Request(Streamed), Cancel);
            statuses.Add(response.StatusCode);
            code = response.IsSuccessStatusCode ? null : await CodeAsync(response);
            await proxy.SettledAsync("ada", 4000 - (1014 * Math.Min(call + 1, 2)));
        }

        statuses.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests]);
        code.ShouldBe("QUOTA_EXHAUSTED");
    }

    [Fact]
    public async Task Stopping_WhileAStreamGoesOn_LetsItEndAndSettlesIt()
    {
        await using var proxy = await ProxyServer.StartAsync();
        var stopping = new TaskCompletionSource();
        proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await stopping.Task.WaitAsync(context.RequestAborted);
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("two", "stop"), ProviderServer.UsageChunk(5, 7), ProviderServer.Done());
        };
        using var response = await proxy.Client.SendAsync(proxy.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.ReadExactlyAsync(new byte[ProviderServer.Chunk("one").Length], Cancel);

        var stopped = proxy.StopAsync();
        stopping.SetResult();
        using var rest = new StreamReader(stream);

        (await rest.ReadToEndAsync(Cancel)).ShouldEndWith("data: [DONE]\n\n");
        await stopped;
        await proxy.SettledAsync("ada", 100_000 - 12);
    }

    [Fact]
    public async Task QuotaServiceGoneWithoutATrace_IsConnectedToAnew()
    {
        using var relay = new Relay();
        await using var proxy = await ProxyServer.StartWithQuotaServiceAsync(
            ("Proxy:QuotaAddress", relay.Address.ToString()), ("Proxy:QuotaTimeout", "00:00:02"), ("Quota:RequestsPerMinute", "1000"));
        relay.Service = proxy.QuotaAddress;
        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);

        relay.Silence();

        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Eventually.BecomesTrueAsync(async () => await StatusAsync() == HttpStatusCode.OK, () => "the silent connection is still used");

        // The quota service would wait for the end of that connection before it stops.
        relay.Dispose();

        async Task<HttpStatusCode> StatusAsync()
        {
            using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);
            return response.StatusCode;
        }
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
        await proxy.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task Time_UpAfterTheHeadersOfAWholeAnswer_IsToldInTheErrorsOwnLength()
    {
        await using var proxy = await ProxyServer.StartAsync(("Proxy:CallTimeout", "00:00:01"));
        proxy.Provider.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 100_000;
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await ProviderServer.NeverAnswerAsync(context);
        };

        using var response = await proxy.Client.SendAsync(proxy.Request(Whole), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await CodeAsync(response)).ShouldBe("PROVIDER_TIMEOUT");
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
        await proxy.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error").GetProperty("code").GetString();
}
