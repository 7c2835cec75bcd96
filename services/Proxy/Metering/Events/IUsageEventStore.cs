namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Where usage events go.</summary>
internal interface IUsageEventStore
{
    /// <summary>Stores events, in order. Those that it does not take for good throw, and are given again.</summary>
    Task StoreAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancel);
}
