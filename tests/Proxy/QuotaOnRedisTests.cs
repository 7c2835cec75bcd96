using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>Proxies that share their users' limits through one Redis.</summary>
public sealed class QuotaOnRedisTests
{
    private const string Body = """{"model":"m","messages":[]}""";
    private const int Callers = 200;

    // It stands still, so that nothing is regained while the callers call, however slow the machine.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_OfOneUserThroughTwoProxies_ExactlyWhatFitsPasses()
    {
        const int Limit = 100_000;
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ProxyServer.StartAsync(
            TimeProvider.System, _clock, ("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", "1000000"), ("Quota:TokensPerDay", $"{Limit}"));
        await using var other = await StartBesideAsync(one, redis, ("Quota:RequestsPerMinute", "1000000"), ("Quota:TokensPerDay", $"{Limit}"));
        using var probe = await one.Client.SendAsync(one.Request(Body, user: "grace"), Cancel);
        var estimate = Limit - TokensLeft(probe);
        var fitting = Limit / estimate;

        var answers = await CallAtOnceAsync(one, other, fitting);

        fitting.ShouldBeInRange(1, Callers - 1);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(fitting);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(Callers - fitting);
        await one.SettledAsync("ada", Limit - (14 * fitting));
    }

    [Fact]
    public async Task Requests_OfOneUserThroughTwoProxies_ExactlyAMinutesPass()
    {
        const int Limit = 60;
        await using var redis = await RedisServer.StartAsync();
        await using var one = await ProxyServer.StartAsync(
            TimeProvider.System, _clock, ("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", $"{Limit}"), ("Quota:TokensPerDay", "1000000000"));
        await using var other = await StartBesideAsync(one, redis, ("Quota:RequestsPerMinute", $"{Limit}"), ("Quota:TokensPerDay", "1000000000"));

        var answers = await CallAtOnceAsync(one, other, Limit);

        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(Limit);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(Callers - Limit);
        await one.SettledAsync("ada", 1_000_000_000 - (14 * Limit));
    }

    [Fact]
    public async Task RedisAway_NoCallIsMadeUntilItIsBack()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", "1000000"));
        using var before = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);

        await redis.StopAsync();
        using var away = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        var made = proxy.Provider.Requests.Count;
        await redis.StartAgainAsync();
        await Eventually.BecomesTrueAsync(
            () => proxy.Client.Send(proxy.Request(Body), Cancel).StatusCode == HttpStatusCode.OK, () => "No call is made although Redis is back");

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Headers.RetryAfter.ShouldNotBeNull();
        (await away.Content.ReadAsStringAsync(Cancel)).ShouldContain("QUOTA_UNAVAILABLE");
        made.ShouldBe(1);
    }

    [Fact]
    public async Task RedisAway_WhereCallsPassWithoutQuota_TheyAreMadeAndToldOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(("Quota:Redis", redis.ConnectionString), ("Proxy:AllowWithoutQuota", "true"));
        await redis.StopAsync();

        using var first = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        using var second = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        await proxy.StopAsync();

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        proxy.Provider.Requests.Count.ShouldBe(2);
        proxy.Log.Split("Calls are made without checking limits").Length.ShouldBe(2);
        proxy.Log.ShouldNotContain("was not settled");
    }

    /// <summary>A second proxy, with a quota service of its own, that takes the first one's users and forwards to its provider.</summary>
    private Task<ProxyServer> StartBesideAsync(ProxyServer first, RedisServer redis, params (string Key, string Value)[] settings) =>
        ProxyServer.StartAsync(TimeProvider.System, _clock,
        [
            ("Auth:Issuer", first.Issuer.Issuer),
            ("Providers:test:BaseUrl", first.Provider.BaseAddress.ToString()),
            ("Quota:Redis", redis.ConnectionString),
            .. settings,
        ]);

    /// <summary>Calls by turns through both proxies. No answer comes before every call is decided on, so that none makes room for another.</summary>
    private static async Task<HttpStatusCode[]> CallAtOnceAsync(ProxyServer one, ProxyServer other, int expected)
    {
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var earlier = one.Provider.Requests.Count;
        var refused = 0;
        one.Provider.Answer = async context =>
        {
            await answering.Task.WaitAsync(context.RequestAborted);
            await ProviderServer.AnswerJsonAsync(context, ProviderServer.WholeAnswer("Hello."));
        };
        var calls = Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var response = await (caller % 2 == 0 ? one : other).Client.SendAsync(one.Request(Body), Cancel);
            Interlocked.Increment(ref refused);
            return response.StatusCode;
        }).ToList();
        await Eventually.BecomesTrueAsync(
            () => one.Provider.Requests.Count - earlier + Volatile.Read(ref refused) == Callers,
            () => $"{one.Provider.Requests.Count - earlier} calls pass, {refused} are refused; {expected} were to pass");
        answering.SetResult();
        return await Task.WhenAll(calls);
    }

    private static int TokensLeft(HttpResponseMessage response) => int.Parse(
        response.Headers.GetValues("RateLimit").Single().Split("\"daily\";r=")[1].Split(';')[0], CultureInfo.InvariantCulture);
}
