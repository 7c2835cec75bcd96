namespace Text2Llm.Kubernetes.Caching;

/// <summary>How a cache watches.</summary>
public sealed record WatchCacheSettings
{
    /// <summary>
    /// After how long the server ends a watch, in peace, for the next to begin where it stopped. A watch from which nothing comes well
    /// beyond this is given up, whatever its connection says.
    /// </summary>
    public TimeSpan WatchLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much later than that the end may come.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after a first failure; it doubles with each that follows.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);
}
