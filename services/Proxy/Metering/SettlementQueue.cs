using System.Threading.Channels;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Tells the quota service what calls used, off the callers' path. Bounded: should the service stay away so long that the queue is full,
/// a settlement is dropped with a warning, and its reservation expires by itself.
/// </summary>
internal sealed partial class SettlementQueue(
    QuotaService.QuotaServiceClient quota, TimeProvider time, ILogger<SettlementQueue> logger) : BackgroundService
{
    private const int Capacity = 10_000;
    private const int Attempts = 4;
    private const int AtOnce = 8;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Settlement> _queue =
        Channel.CreateBounded<Settlement>(new BoundedChannelOptions(Capacity) { SingleReader = false });

    /// <summary>Takes a settlement; returns at once.</summary>
    public void Add(Settlement settlement)
    {
        if (!_queue.Writer.TryWrite(settlement))
        {
            LogDropped(logger, settlement.ReservationId);
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
            await Parallel.ForEachAsync(
                _queue.Reader.ReadAllAsync(stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                SettleAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The time to drain is over; what is left expires by itself.
        }
    }

    private async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        var request = new SettleRequest
        {
            UserId = settlement.UserId,
            ReservationId = settlement.ReservationId,
            UsedTokens = settlement.UsedTokens,
        };

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await quota.SettleAsync(request, deadline: time.GetUtcNow().Add(CallLimit).UtcDateTime, cancellationToken: cancel);
                return;
            }
            catch (RpcException unsure) when (attempt < Attempts && unsure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // Settling twice charges once, so what may have arrived is sent again.
                await Task.Delay(FirstPause * (1 << attempt), time, cancel);
            }
            catch (RpcException done) when (attempt > 1 && done.StatusCode is StatusCode.NotFound)
            {
                return;
            }
            catch (RpcException failure) when (!cancel.IsCancellationRequested)
            {
                LogFailed(logger, settlement.ReservationId, failure.StatusCode);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Reservation {ReservationId} is left to expire: too many settlements wait, or the proxy is stopping")]
    private static partial void LogDropped(ILogger logger, string reservationId);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Reservation {ReservationId} was not settled: {Status}")]
    private static partial void LogFailed(ILogger logger, string reservationId, StatusCode status);
}
