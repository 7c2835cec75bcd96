namespace Text2Llm.Proxy.Metering.Events;

/// <summary>Where usage events go.</summary>
internal interface IUsageEventStore
{
    /// <summary>Stores events, in order, all or none of them. It throws where it did not, or may not have; then they are given again.</summary>
    Task StoreAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancel);
}
