using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Shutdown;
using Text2Llm.TestServers;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Chat.Retries;

/// <summary>When a provider is asked again, and after how long: on a clock of the test's own.</summary>
public sealed class UpstreamCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly WatchedClock _clock = new();
    private readonly UpstreamConnections _connections = new();
    private readonly Drain _drain = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _connections.Dispose();
        _drain.Dispose();
        _caller.Dispose();
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Send_BusyTwice_IsAskedAgainAfterWaitsThatDouble(int status)
    {
        FailsFirst(2, status);
        using var call = Call();

        var sending = SendAsync(call);
        await LetPassAsync(1, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));
        await LetPassAsync(2, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5));

        (await sending).ShouldBe(HttpStatusCode.OK);
        _server.Requests.Count.ShouldBe(3);
        call.Retries.ShouldBe(2);
    }

    [Fact]
    public async Task Send_BusyAllTheTime_GivesTheThirdAnswer()
    {
        FailsFirst(int.MaxValue, 503, ("Retry-After", "0"));
        using var call = Call();

        (await SendAsync(call)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        _server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(501)]
    [InlineData(529)]
    [InlineData(302)]
    public async Task Send_AnotherStatus_IsTheAnswer(int status)
    {
        FailsFirst(int.MaxValue, status, ("Retry-After", "0"));
        using var call = Call();

        ((int)await SendAsync(call)).ShouldBe(status);

        _server.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Retry-After", "3", 3)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 09:00:04 GMT", 4)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("x-ms-retry-after-ms", "250", 0.25)]
    [InlineData("Retry-After", "10", 10)]
    public async Task Send_ProviderSaysWhen_IsAskedAgainThen(string header, string value, double seconds)
    {
        // Its clock goes three hours behind ours; its dates are meant by it.
        FailsFirst(1, 429, (header, value), ("Date", "Sun, 01 Mar 2026 09:00:00 GMT"));
        using var call = Call();

        var sending = SendAsync(call);
        var wait = TimeSpan.FromSeconds(seconds);
        await LetPassAsync(1, wait, wait);

        (await sending).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Retry-After", "0")]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 08:00:00 GMT")]
    [InlineData("retry-after-ms", "0")]
    public async Task Send_ProviderSaysAtOnce_IsAskedAtOnce(string header, string value)
    {
        FailsFirst(1, 429, (header, value), ("Date", "Sun, 01 Mar 2026 09:00:00 GMT"));
        using var call = Call();

        (await SendAsync(call)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("retry-after-ms", "soon")]
    [InlineData("retry-after-ms", "-5")]
    [InlineData("retry-after-ms", "NaN")]
    [InlineData("Retry-After", "soon")]
    public async Task Send_ProviderSaysNothingThatMakesSense_IsAskedAfterAWaitOfOurs(string header, string value)
    {
        FailsFirst(1, 429, (header, value));
        using var call = Call();

        var sending = SendAsync(call);
        await LetPassAsync(1, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));

        (await sending).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(30, "11")]
    [InlineData(30, "2147483647")]
    [InlineData(30, "Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData(5, "5")]
    public async Task Send_LongerThanTheCallMayWait_IsToldAtOnce(int limitSeconds, string retryAfter)
    {
        FailsFirst(1, 429, ("Retry-After", retryAfter));
        using var call = Call(TimeSpan.FromSeconds(limitSeconds));

        (await SendAsync(call)).ShouldBe(HttpStatusCode.TooManyRequests);

        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Send_ConnectionBreaksOffWithoutAWord_IsAskedAgain()
    {
        _server.Answer = context =>
        {
            if (_server.Requests.Count == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return ProviderServer.AnswerJsonAsync(context, "{}");
        };
        using var call = Call();

        var sending = SendAsync(call);
        await LetPassAsync(1, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));

        (await sending).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Send_NobodyThere_IsToldAfterTheThirdTime()
    {
        var address = _server.BaseAddress;
        using var call = Call();
        await _server.DisposeAsync();
        var made = 0;

        var sending = SendAsync(call, address, () => made++);
        await LetPassAsync(1, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));
        await LetPassAsync(2, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5));

        (await Should.ThrowAsync<CallException>(() => sending)).Error.Reason.ShouldBe(ErrorReason.ProviderUnreachable);
        made.ShouldBe(3);
    }

    [Fact]
    public async Task Send_TimePassesWhileItIsDecided_IsDecidedOnce()
    {
        var address = _server.BaseAddress;
        using var call = Call(TimeSpan.FromSeconds(1));
        await _server.DisposeAsync();
        _clock.AutoAdvanceAmount = TimeSpan.FromSeconds(0.3);

        var sending = SendAsync(call, address);
        await LetPassAsync(1, TimeSpan.FromSeconds(0.15), TimeSpan.FromSeconds(0.25));

        await Should.ThrowAsync<CallException>(() => sending);
    }

    [Fact]
    public async Task Send_CallerLeavesDuringTheWait_IsNotAskedAgain()
    {
        FailsFirst(1, 503, ("Retry-After", "5"));
        using var call = Call();

        var sending = SendAsync(call);
        await Eventually.BecomesTrueAsync(() => _clock.Waits.Count == 2, () => "nobody waits");
        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Send_TimeIsUpWhileTheProviderIsAskedAgain_IsATimeout()
    {
        _server.Answer = context => _server.Requests.Count == 1
            ? RefuseAsync(context, 503, [("Retry-After", "5")])
            : ProviderServer.NeverAnswerAsync(context);
        using var call = Call();

        var sending = SendAsync(call);
        await LetPassAsync(1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        await Eventually.BecomesTrueAsync(() => _server.Requests.Count == 2, () => "the provider was not asked again");
        _clock.Advance(Limit - TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<CallException>(() => sending)).Error.Reason.ShouldBe(ErrorReason.ProviderTimeout);
    }

    [Fact]
    public async Task Send_Retries_AreCounted()
    {
        FailsFirst(2, 500, ("Retry-After", "0"));
        var meters = _services.GetRequiredService<IMeterFactory>();
        var telemetry = new ChatTelemetry(meters, _clock).Begin(new MeteredCall(Provider(_server.BaseAddress), "m", CallRoute.HttpChat, IsStreamed: false));
        long counted = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "text2llm.proxy.provider.retries")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => counted += count);
        listener.Start();
        using var call = Call(telemetry: telemetry);

        await SendAsync(call);

        (counted, telemetry.Retries, telemetry.Error).ShouldBe((2, 2, null));
    }

    [Fact]
    public async Task Send_Answered_KeepsNothingOfWhatWasAskedWhileTheAnswerIsHeld()
    {
        FailsFirst(1, 503, ("Retry-After", "0"));
        using var call = Call();

        using var answer = await call.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"{_server.BaseAddress}/chat/completions")
        {
            Content = new StringContent("a long prompt"),
        });

        _server.Requests.Count.ShouldBe(2);
        _server.Requests.Last().Body.Length.ShouldBe("a long prompt".Length);
        answer.RequestMessage!.Content.ShouldBeNull();
    }

    private void FailsFirst(int times, int status, params (string Name, string Value)[] headers) => _server.Answer = context =>
        _server.Requests.Count <= times ? RefuseAsync(context, status, headers) : ProviderServer.AnswerJsonAsync(context, "{}");

    private static Task RefuseAsync(HttpContext context, int status, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return ProviderServer.AnswerJsonAsync(context, "{}", status);
    }

    private UpstreamCall Call(TimeSpan? limit = null, ProviderCallTelemetry? telemetry = null)
    {
        var provider = Provider(_server.BaseAddress);
        return new(_connections.Invoker, provider, ProviderKey.From("sk-test", provider), telemetry, new OnPeriod(), _drain, limit ?? Limit, _clock, _caller.Token);
    }

    private static Provider Provider(Uri address) =>
        new("test", new ProviderOptions { BaseUrl = address.ToString() }, OpenAIWire.Compatible);

    private async Task<HttpStatusCode> SendAsync(UpstreamCall call, Uri? address = null, Action? made = null)
    {
        using var answer = await call.SendAsync(() =>
        {
            made?.Invoke();
            return new HttpRequestMessage(HttpMethod.Post, $"{address ?? _server.BaseAddress}/chat/completions");
        });
        return answer.StatusCode;
    }

    /// <summary>Waits for the wait with this number (the first, 0, is the call's limit), and lets it pass.</summary>
    private async Task LetPassAsync(int number, TimeSpan least, TimeSpan most)
    {
        await Eventually.BecomesTrueAsync(() => _clock.Waits.Count > number, () => $"wait {number} did not begin");
        _clock.Waits[number].ShouldBeInRange(least, most);
        _clock.Advance(_clock.Waits[number]);
    }
}
