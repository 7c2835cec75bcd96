using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>
/// A service's end, in this order: readiness goes off; for a while calls are still taken; then new ones are refused and those under way
/// come to their end, or to that of the time they have; and only then the host stops listening and its services flush.
/// </summary>
internal sealed partial class OrderlyStop(Drain drain, IOptions<ShutdownOptions> options, TimeProvider time, ILogger<OrderlyStop> logger)
    : IHostedLifecycleService
{
    /// <summary>What calls have, once they are cut off, to tell their callers so and to be metered.</summary>
    public static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private volatile bool _started;
    private int _stops;

    /// <summary>Whether new calls should be sent here.</summary>
    public bool IsReady => _started && Volatile.Read(ref _stops) == 0;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    /// <summary>Runs before anything of the host stops. Cancelled where the host's own time is over.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stops, 1) == 1)
        {
            return;
        }

        try
        {
            LogStopping(logger, drain.Calls);
            await Task.Delay(options.Value.Delay, time, cancellationToken);
            await drain.RefuseAsync().WaitAsync(options.Value.LongestDrain, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogCut(logger, drain.Calls);
            await drain.CutAsync();
            await drain.RefuseAsync().WaitAsync(LastWords, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Stopping; {Calls} calls are under way")]
    private static partial void LogStopping(ILogger logger, int calls);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The time to stop is over; {Calls} calls are cut off")]
    private static partial void LogCut(ILogger logger, int calls);
}
