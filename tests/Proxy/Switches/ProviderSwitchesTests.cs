using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Proxy.Switches;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary>How the switches of several sources come together, and when they end.</summary>
public sealed class ProviderSwitchesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ProviderSwitches _switches;

    public ProviderSwitchesTests()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Providers:one:BaseUrl"] = "x", ["Providers:two:BaseUrl"] = "x" })
            .Build();
        _switches = new ProviderSwitches(
            new SwitchableProviders(configuration), Meters, _time, NullLogger<ProviderSwitches>.Instance);
    }

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _switches.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Check_AnyCase_IsTheSameProvider()
    {
        _switches.Apply("a", [Off("one")]);

        Should.Throw<CallException>(() => _switches.Check("ONE"));
    }

    [Fact]
    public void Check_WhatIsNoConfiguredProvider_IsOffOnlyWithEverything()
    {
        _switches.Apply("a", [Off("one"), Off("two")]);
        _switches.Check("search").Error.ShouldBeNull();

        _switches.Apply("a", [Off(ProviderSwitch.Everything)]);
        Should.Throw<CallException>(() => _switches.Check("search"));
    }

    [Fact]
    public void Apply_TwoSources_TheProviderIsOnAgainWhenBothSaySo()
    {
        _switches.Apply("a", [Off("one")]);
        _switches.Apply("b", [Off("one")]);

        _switches.Apply("a", []);
        _switches.Find("one").ShouldNotBeNull();

        _switches.Apply("b", []);
        _switches.Find("one").ShouldBeNull();
    }

    [Fact]
    public void Check_SeveralSwitches_TellsTheOneThatLastsLongest()
    {
        _switches.Apply("a", [Off("one", 5), Off(ProviderSwitch.Everything, 20)]);
        _switches.Apply("b", [Off("one", 10)]);

        var error = Should.Throw<CallException>(() => _switches.Check("one")).Error;
        error.RetryAfter.ShouldBe(TimeSpan.FromMinutes(20));

        _time.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromTicks(1));
        Should.Throw<CallException>(() => _switches.Check("one"));

        _time.Advance(TimeSpan.FromTicks(1));
        _switches.Check("one").Error.ShouldBeNull();
    }

    [Fact]
    public void Check_AnEndlessSwitchAmongOthers_PromisesNoEnd()
    {
        _switches.Apply("a", [Off("one", 5), Off(ProviderSwitch.Everything)]);

        Should.Throw<CallException>(() => _switches.Check("one")).Error.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public void Until_AlreadyPast_SwitchesNothing()
    {
        _switches.Apply("a", [Off("one", -1)]);

        _switches.Find("one").ShouldBeNull();
    }

    [Fact]
    public void Until_MonthsAhead_StillEndsTheSwitch()
    {
        _switches.Apply("a", [Off("one", 90 * 24 * 60)]);

        _time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromTicks(1));
        _switches.Find("one").ShouldNotBeNull();

        _time.Advance(TimeSpan.FromTicks(1));
        _switches.Find("one").ShouldBeNull();
    }

    [Fact]
    public void Abort_CallThatWasChecked_IsToldHoweverLateItLooks()
    {
        var period = _switches.Check("one");
        _switches.Apply("a", [Off("one") with { Streams = StreamsUnderWay.Abort, Reason = "A leak." }]);
        _switches.Apply("a", []);

        period.Aborted.IsCancellationRequested.ShouldBeTrue();
        period.Error!.Reason.ShouldBe(ErrorReason.ProviderDisabled);
        _switches.Check("one").Aborted.IsCancellationRequested.ShouldBeFalse();
        _switches.Check("two").Aborted.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Abort_CallLeftToFinishByAnEarlierSwitch_IsBrokenOffToo()
    {
        var period = _switches.Check("one");
        _switches.Apply("a", [Off("one")]);
        _switches.Apply("a", []);

        _switches.Apply("a", [Off(ProviderSwitch.Everything) with { Streams = StreamsUnderWay.Abort }]);

        period.Aborted.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Check_WhileSwitchesTurn_NeverGivesACallThatEscapesTheAbort()
    {
        var stop = false;
        var callers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            List<OnPeriod> passed = [];
            while (!Volatile.Read(ref stop))
            {
                try
                {
                    passed.Add(_switches.Check("one"));
                }
                catch (CallException)
                {
                    // It is off just now.
                }
            }

            return passed.Distinct().ToList();
        })).ToList();
        for (var turn = 0; turn < 200; turn++)
        {
            _switches.Apply("a", [Off("one") with { Streams = StreamsUnderWay.Abort }]);
            _switches.Apply("a", []);
        }

        _switches.Apply("a", [Off("one") with { Streams = StreamsUnderWay.Abort }]);
        Volatile.Write(ref stop, true);

        (await Task.WhenAll(callers)).SelectMany(passed => passed).ShouldAllBe(period => period.Aborted.IsCancellationRequested);
    }

    [Fact]
    public void Check_ProviderIsOn_AllocatesNothing()
    {
        _switches.Check("one");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var call = 0; call < 100; call++)
        {
            _switches.Check("one");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Gauge_TellsEveryProvider()
    {
        Dictionary<string, int> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "text2llm.provider.enabled" && instrument.Meter.Scope == Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => seen[(string)tags[0].Value!] = value);
        listener.Start();
        _switches.Apply("a", [Off("one", 5)]);

        listener.RecordObservableInstruments();
        (seen["one"], seen["two"]).ShouldBe((0, 1));

        _time.Advance(TimeSpan.FromMinutes(5));
        listener.RecordObservableInstruments();
        (seen["one"], seen["two"]).ShouldBe((1, 1));
    }

    private ProviderSwitch Off(string provider, int? minutes = null) =>
        new(provider, Until: minutes is { } wait ? _time.GetUtcNow().AddMinutes(wait) : null);
}
