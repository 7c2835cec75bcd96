using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.ServiceDefaults.Tests;

/// <summary>The order of a service's end, on a clock of the test's own.</summary>
public sealed class OrderlyStopTests : IDisposable
{
    private static readonly ShutdownOptions Options = new() { Delay = TimeSpan.FromSeconds(5), LongestDrain = TimeSpan.FromSeconds(60) };

    private readonly FakeTimeProvider _time = new();
    private readonly Drain _drain = new();
    private readonly OrderlyStop _stop;

    public OrderlyStopTests() =>
        _stop = new OrderlyStop(_drain, new OptionsWrapper<ShutdownOptions>(Options), _time, NullLogger<OrderlyStop>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _drain.Dispose();

    [Fact]
    public async Task Ready_OnlyFromTheStartToTheStop()
    {
        var before = _stop.IsReady;
        await _stop.StartedAsync(Cancel);
        var started = _stop.IsReady;
        var stopping = _stop.StoppingAsync(Cancel);

        (before, started, _stop.IsReady).ShouldBe((false, true, false));
        _time.Advance(Options.Delay);
        await stopping;
    }

    [Fact]
    public async Task Stopping_DuringTheDelay_CallsAreTakenAndAfterwardsRefused()
    {
        var stopping = _stop.StoppingAsync(Cancel);

        _time.Advance(Options.Delay - TimeSpan.FromMilliseconds(1));
        _drain.TryEnter().ShouldBeTrue();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await RefusesAsync();
        stopping.IsCompleted.ShouldBeFalse();

        _drain.Leave();
        await stopping;
        _drain.Cut.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_CallsThatTakeTooLong_AreCutOffAndWaitedFor()
    {
        _drain.TryEnter();
        var cut = new TaskCompletionSource();
        await using var registration = _drain.Cut.Register(cut.SetResult);
        var stopping = _stop.StoppingAsync(Cancel);
        _time.Advance(Options.Delay);
        await RefusesAsync();

        _time.Advance(Options.LongestDrain);
        await cut.Task;
        stopping.IsCompleted.ShouldBeFalse();

        _drain.Leave();
        await stopping;
    }

    [Fact]
    public async Task Stopping_HostHasNoTimeLeft_CutsOffAtOnce()
    {
        using var hostsTime = new CancellationTokenSource();
        _drain.TryEnter();
        var stopping = _stop.StoppingAsync(hostsTime.Token);

        await hostsTime.CancelAsync();
        await using var registration = _drain.Cut.Register(_drain.Leave);

        await stopping;
        _drain.TryEnter().ShouldBeFalse();
    }

    /// <summary>Waits for the step that the clock's advance set off.</summary>
    private async Task RefusesAsync()
    {
        while (_drain.TryEnter())
        {
            _drain.Leave();
            await Task.Yield();
        }
    }
}
