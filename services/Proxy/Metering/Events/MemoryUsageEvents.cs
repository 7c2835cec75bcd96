namespace Text2Llm.Proxy.Metering.Events;

/// <summary>The newest usage events, in memory: right for one process on a laptop.</summary>
internal sealed class MemoryUsageEvents : IUsageEventStore
{
    private const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<UsageEvent> _events = new();

    /// <summary>The events that are kept, oldest first.</summary>
    public IReadOnlyList<UsageEvent> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public Task StoreAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancel)
    {
        lock (_lock)
        {
            foreach (var happened in events)
            {
                _events.Enqueue(happened);
                if (_events.Count > Most)
                {
                    _events.Dequeue();
                }
            }
        }

        return Task.CompletedTask;
    }
}
