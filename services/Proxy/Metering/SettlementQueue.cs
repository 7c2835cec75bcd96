using System.Diagnostics.Metrics;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Tells the quota service what calls used. Should the service stay away too long, settlements are given up, and their reservations expire
/// by themselves.
/// </summary>
internal sealed partial class SettlementQueue(
    QuotaService.QuotaServiceClient quota, IMeterFactory meters, TimeProvider time, ILogger<SettlementQueue> logger)
    : DeliveryQueue<Settlement>("settlements", Capacity, meters, time, logger)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;

    /// <summary>As long as reservations are held beyond their calls' time; later nobody would know them.</summary>
    protected override TimeSpan LongestTry => TimeSpan.FromMinutes(1);

    protected override async Task DeliverAsync(IReadOnlyList<Settlement> batch, bool isAgain, CancellationToken cancel)
    {
        var response = await quota.SettleAsync(
            new SettleRequest { Settlements = { batch } }, deadline: _time.GetUtcNow().Add(CallLimit).UtcDateTime, cancellationToken: cancel);

        // Settling twice charges once; what had arrived before is then unknown.
        if (!isAgain && response.UnknownReservationIds.Count > 0)
        {
            LogUnknown(_logger, response.UnknownReservationIds.Count);
        }
    }

    /// <summary>A service that dies in mid-answer shows as one of several statuses; only what we say wrongly stays wrong.</summary>
    protected override bool MayPass(Exception failure) =>
        failure is not RpcException { StatusCode: StatusCode.InvalidArgument };

    protected override string NameOf(Exception failure) => failure is RpcException call ? $"{call.StatusCode}" : base.NameOf(failure);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Count} reservations were unknown when their calls ended: they had expired")]
    private static partial void LogUnknown(ILogger logger, int count);
}
