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

    /// <summary>After how many failures in a row it lists again, whatever they say: the version that it would go on from may be the reason.</summary>
    public int FailuresBeforeList { get; init; } = 5;

    /// <summary>
    /// After how long it lists again though all seems well, at this at the earliest and at twice it at the latest: what a server or something in
    /// front of it failed to tell is found then.
    /// </summary>
    public TimeSpan ListInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);
}
