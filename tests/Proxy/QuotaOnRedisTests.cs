using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>Proxies that share their users' limits through one Redis: each decides itself, or asks a quota service of its own.</summary>
public sealed class QuotaOnRedisTests
{
    private const string Body = """{"model":"m","messages":[]}""";
    private const int Callers = 200;

    // It stands still, so that nothing is regained while the callers call, however slow the machine.
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_OfOneUserThroughTwoProxies_ExactlyWhatFitsPasses(bool withService)
    {
        const int Limit = 100_000;
        await using var redis = await RedisServer.StartAsync();
        var settings = Patient(redis, requestsPerMinute: 1_000_000, tokensPerDay: Limit);
        await using var one = await StartAsync(withService, settings);
        await using var other = await StartBesideAsync(one, withService, settings);
        using var probe = await one.Client.SendAsync(one.Request(Body, user: "grace"), Cancel);
        var estimate = Limit - TokensLeft(probe);
        var fitting = Limit / estimate;

        var answers = await CallAtOnceAsync(one, other);

        fitting.ShouldBeInRange(1, Callers - 1);
        answers.ShouldBe([(HttpStatusCode.OK, fitting), (HttpStatusCode.TooManyRequests, Callers - fitting)]);
        await one.SettledAsync("ada", Limit - (14 * fitting));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_OfOneUserThroughTwoProxies_ExactlyAMinutesPass(bool withService)
    {
        const int Limit = 60;
        const int Tokens = 1_000_000_000;
        await using var redis = await RedisServer.StartAsync();
        var settings = Patient(redis, requestsPerMinute: Limit, tokensPerDay: Tokens);
        await using var one = await StartAsync(withService, settings);
        await using var other = await StartBesideAsync(one, withService, settings);

        var answers = await CallAtOnceAsync(one, other);

        answers.ShouldBe([(HttpStatusCode.OK, Limit), (HttpStatusCode.TooManyRequests, Callers - Limit)]);
        await one.SettledAsync("ada", Tokens - (14 * Limit));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RedisAway_NoCallIsMadeUntilItIsBack(bool withService)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await StartAsync(withService, ("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", "1000000"));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RedisAway_WhereCallsPassWithoutQuota_TheyAreMadeAndToldOnce(bool withService)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await StartAsync(withService, ("Quota:Redis", redis.ConnectionString), ("Proxy:AllowWithoutQuota", "true"));
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

    [Fact]
    public async Task RedisFull_NoCallIsMadeAndItIsToldOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(_clock, ("Quota:Redis", redis.ConnectionString));
        await redis.CommandAsync("CONFIG SET maxmemory 1");

        using var first = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        using var second = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        await redis.CommandAsync("CONFIG SET maxmemory 0");
        using var third = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);

        first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        proxy.Log.Split("Redis refuses: OOM").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Redis_ThatAnswersTooLate_HoldsNothingForTheCallThatWasNotMade()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await ProxyServer.StartAsync(
            ("Quota:Redis", $"{redis.ConnectionString},syncTimeout=60000"), ("Proxy:QuotaTimeout", "00:00:00.3"));

        // From here on Redis knows the scripts, and decides in the order in which it was asked.
        await proxy.TokensLeftAsync("grace");
        await redis.CommandAsync("CLIENT PAUSE 60000 WRITE");

        using var late = await proxy.Client.SendAsync(proxy.Request(Body), Cancel);
        await redis.CommandAsync("CLIENT UNPAUSE");

        late.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await late.Content.ReadAsStringAsync(Cancel)).ShouldContain("QUOTA_UNAVAILABLE");
        proxy.Provider.Requests.ShouldBeEmpty();

        // Redis has decided by now, for this is decided after it: what it held was held, and is given back.
        await proxy.TokensLeftAsync("grace");
        (await redis.CommandAsync("EXISTS quota:{ada}")).ShouldStartWith(":1");
        await proxy.SettledAsync("ada", 100_000);
    }

    /// <summary>Limits kept on Redis, and time enough for a slow machine to decide on every call.</summary>
    private static (string Key, string Value)[] Patient(RedisServer redis, int requestsPerMinute, int tokensPerDay) =>
    [
        ("Quota:Redis", $"{redis.ConnectionString},syncTimeout=60000"),
        ("Quota:RequestsPerMinute", $"{requestsPerMinute}"),
        ("Quota:TokensPerDay", $"{tokensPerDay}"),
        ("Proxy:QuotaTimeout", "00:01:00"),
        ("Proxy:CallTimeout", "00:05:00"),
    ];

    private Task<ProxyServer> StartAsync(bool withService, params IEnumerable<(string Key, string Value)> settings) =>
        withService ? ProxyServer.StartWithQuotaServiceAsync(_clock, settings) : ProxyServer.StartAsync(_clock, settings);

    /// <summary>A second proxy, which takes the first one's users and forwards to its provider.</summary>
    private Task<ProxyServer> StartBesideAsync(ProxyServer first, bool withService, (string Key, string Value)[] settings) => StartAsync(
        withService, [("Auth:Issuer", first.Issuer.Issuer), ("Providers:test:BaseUrl", first.Provider.BaseAddress.ToString()), .. settings]);

    /// <summary>Calls by turns through both proxies. No answer comes before every call is decided on, so that none makes room for another.</summary>
    /// <returns>How many calls were answered with each status, those that passed first.</returns>
    private static async Task<List<(HttpStatusCode Status, int Calls)>> CallAtOnceAsync(ProxyServer one, ProxyServer other)
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
            () => $"{one.Provider.Requests.Count - earlier} calls passed and {refused} were refused, of {Callers}");
        answering.SetResult();
        return [.. (await Task.WhenAll(calls)).CountBy(status => status).Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key)];
    }

    private static int TokensLeft(HttpResponseMessage response) => int.Parse(
        response.Headers.GetValues("RateLimit").Single().Split("\"daily\";r=")[1].Split(';')[0], CultureInfo.InvariantCulture);
}
