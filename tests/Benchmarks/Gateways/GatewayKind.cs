namespace Text2Llm.Benchmarks.Gateways;

/// <summary>A gateway that can be started.</summary>
internal abstract class GatewayKind(BenchmarkFolders folders)
{
    /// <summary>What the report calls it.</summary>
    public abstract string Name { get; }

    protected BenchmarkFolders Folders { get; } = folders;

    /// <summary>Starts it before an upstream; it may not take calls yet when this returns.</summary>
    public abstract Gateway Start(int upstreamPort);

    /// <summary>What the run itself proves of how it was set up; null where there is nothing to prove.</summary>
    public virtual Task<string?> DescribeAsync(CancellationToken cancel) => Task.FromResult<string?>(null);
}
