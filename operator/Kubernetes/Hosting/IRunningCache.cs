namespace Text2Llm.Kubernetes.Hosting;

/// <summary>A cache of any kind.</summary>
internal interface IRunningCache
{
    /// <summary>What it is a cache of.</summary>
    string Resource { get; }

    /// <inheritdoc cref="Caching.IResourceCache{T}.Synced"/>
    Task Synced { get; }

    /// <inheritdoc cref="Caching.IResourceCache{T}.Staleness"/>
    TimeSpan? Staleness { get; }

    /// <summary>Lists and watches until it is told to stop.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
