using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>
/// Takes usage events off the callers' path and stores them, in batches and in order. While the store is away they wait, up to a bound; at
/// the end of the process what waits is stored, if the store is there.
/// </summary>
internal sealed partial class UsageEventQueue(
    IUsageEventStore store, IOptions<UsageEventsOptions> options, TimeProvider time, ILogger<UsageEventQueue> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Channel<UsageEvent> _queue =
        Channel.CreateBounded<UsageEvent>(new BoundedChannelOptions(options.Value.MostWaiting) { SingleReader = true });

    private long _dropped;

    /// <summary>Takes an event; returns at once.</summary>
    public void Add(UsageEvent happened)
    {
        if (!_queue.Writer.TryWrite(happened) && Interlocked.Increment(ref _dropped) is var dropped && (dropped & (dropped - 1)) == 0)
        {
            // At the first, second, fourth, eighth …: often enough to be seen, too seldom to be a flood.
            LogDropped(logger, dropped);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } draining)
        {
            await draining.WaitAsync(LongestDrain, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<UsageEvent> batch = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < MostAtOnce && _queue.Reader.TryRead(out var happened))
                {
                    batch.Add(happened);
                }

                await StoreAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogLost(logger, batch.Count + _queue.Reader.Count);
        }
    }

    private async Task StoreAsync(List<UsageEvent> batch, CancellationToken cancel)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await store.StoreAsync(batch, cancel);
                return;
            }
            catch (Exception away) when (!cancel.IsCancellationRequested)
            {
                LogAway(logger, batch.Count + _queue.Reader.Count, away.GetType().Name);
                await Task.Delay(pause, time, cancel);
            }
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "{Dropped} usage events were dropped so far: as many wait as may")]
    private static partial void LogDropped(ILogger logger, long dropped);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "{Waiting} usage events wait: their store is away ({Kind})")]
    private static partial void LogAway(ILogger logger, int waiting, string kind);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "{Lost} usage events are lost: their store was away until the end")]
    private static partial void LogLost(ILogger logger, int lost);
}
