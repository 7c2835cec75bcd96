using System.Diagnostics.Metrics;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Settles what calls used. Should whoever counts stay away too long, settlements are given up, and their reservations expire by themselves.
/// </summary>
internal sealed partial class SettlementQueue(
    IQuota quota, IMeterFactory meters, TimeProvider time, ILogger<SettlementQueue> logger)
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
        using var deadline = new CancellationTokenSource(CallLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        var response = await quota.SettleAsync(new SettleRequest { Settlements = { batch } }, either.Token);

        // Settling twice charges once; what had arrived before is then unknown.
        if (!isAgain && response.UnknownReservationIds.Count > 0)
        {
            LogUnknown(_logger, response.UnknownReservationIds.Count);
        }
    }

    /// <summary>Only what is said wrongly stays wrong.</summary>
    protected override bool MayPass(Exception failure) => failure is not CallException { Error.Reason: ErrorReason.InvalidRequest };

    protected override string NameOf(Exception failure) => QuotaUnavailable.NameOf(failure);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Count} reservations were unknown when their calls ended: they had expired")]
    private static partial void LogUnknown(ILogger logger, int count);
}
