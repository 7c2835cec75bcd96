using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Brings usage events to their store. They wait for it as long as the process lives.</summary>
internal sealed class UsageEventQueue(
    IUsageEventStore store, IOptions<UsageEventsOptions> options, IMeterFactory meters, TimeProvider time, ILogger<UsageEventQueue> logger)
    : DeliveryQueue<UsageEvent>("usage_events", options.Value.MostWaiting, meters, time, logger)
{
    protected override Task DeliverAsync(IReadOnlyList<UsageEvent> batch, bool isAgain, CancellationToken cancel) => store.StoreAsync(batch, cancel);

    /// <summary>Of what Redis says, its code alone, for instance <c>WRONGTYPE</c>.</summary>
    protected override string NameOf(Exception failure) =>
        failure is RedisServerException refusal ? refusal.Message.Split(' ')[0] : base.NameOf(failure);
}
