using System.Threading.Channels;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Tells the quota service what calls used, off the callers' path: as many at once as have ended while it was told of those before. Bounded:
/// should the service stay away so long that the queue is full, a settlement is dropped with a warning, and its reservation expires by itself.
/// </summary>
internal sealed partial class SettlementQueue(
    QuotaService.QuotaServiceClient quota, TimeProvider time, ILogger<SettlementQueue> logger) : BackgroundService
{
    private const int Capacity = 10_000;
    private const int MostAtOnce = 500;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // As long as reservations are held beyond their calls' time; later nobody would know them.
    private static readonly TimeSpan LongestTry = TimeSpan.FromMinutes(1);

    private readonly Channel<Settlement> _queue =
        Channel.CreateBounded<Settlement>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private long _dropped;

    /// <summary>Takes a settlement; returns at once.</summary>
    public void Add(Settlement settlement)
    {
        if (!_queue.Writer.TryWrite(settlement) && Interlocked.Increment(ref _dropped) is var dropped && (dropped & (dropped - 1)) == 0)
        {
            // At the first, second, fourth, eighth …: often enough to be seen, too seldom to be a flood.
            LogDropped(logger, dropped);
        }
    }

    /// <summary>
    /// Lets what is queued go out. It has a time of its own for that: streams that were cut off only because the host's time to stop was
    /// over are the very ones that come last.
    /// </summary>
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
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                var request = new SettleRequest();
                while (request.Settlements.Count < MostAtOnce && _queue.Reader.TryRead(out var settlement))
                {
                    request.Settlements.Add(settlement);
                }

                await SettleAsync(request, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The time to drain is over; what is left expires by itself.
        }
    }

    private async Task SettleAsync(SettleRequest request, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        for (var (isFirst, pause) = (true, FirstPause); ; (isFirst, pause) = (false, pause * 2 < LongestPause ? pause * 2 : LongestPause))
        {
            try
            {
                var response = await quota.SettleAsync(request, deadline: time.GetUtcNow().Add(CallLimit).UtcDateTime, cancellationToken: cancel);
                if (isFirst && response.UnknownReservationIds.Count > 0)
                {
                    LogUnknown(logger, response.UnknownReservationIds.Count);
                }

                return;
            }
            catch (RpcException unsure) when (unsure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && time.GetElapsedTime(began) < LongestTry)
            {
                // Settling twice charges once, so what may have arrived is sent again; what had arrived is then unknown.
                await Task.Delay(pause, time, cancel);
            }
            catch (RpcException failure) when (!cancel.IsCancellationRequested)
            {
                LogFailed(logger, request.Settlements.Count, failure.StatusCode);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "{Dropped} reservations so far are left to expire: too many settlements wait, or the proxy is stopping")]
    private static partial void LogDropped(ILogger logger, long dropped);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "{Count} reservations were not settled, and are left to expire: {Status}")]
    private static partial void LogFailed(ILogger logger, int count, StatusCode status);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Count} reservations were unknown when their calls ended: they had expired")]
    private static partial void LogUnknown(ILogger logger, int count);
}
