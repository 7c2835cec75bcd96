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
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Settlement> _queue =
        Channel.CreateBounded<Settlement>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Takes a settlement; returns at once.</summary>
    public void Add(Settlement settlement)
    {
        if (!_queue.Writer.TryWrite(settlement))
        {
            LogDropped(logger, settlement.ReservationId);
        }
    }

    /// <summary>Lets what is queued go out, as long as the host's own limit on stopping allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } draining)
        {
            await draining.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var settlement in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await SettleAsync(settlement, stoppingToken);
        }
    }

    private async Task SettleAsync(Settlement settlement, CancellationToken cancel)
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
            catch (RpcException failure) when (attempt < Attempts && failure.StatusCode is StatusCode.Unavailable)
            {
                await Task.Delay(FirstPause * (1 << attempt), time, cancel);
            }
            catch (RpcException failure)
            {
                LogFailed(logger, settlement.ReservationId, failure.StatusCode);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Too many settlements wait; reservation {ReservationId} is left to expire")]
    private static partial void LogDropped(ILogger logger, string reservationId);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Reservation {ReservationId} was not settled: {Status}")]
    private static partial void LogFailed(ILogger logger, string reservationId, StatusCode status);
}
