using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>A gateway that runs.</summary>
/// <param name="Target">How it is called.</param>
/// <param name="Processes">Its processes: first the one that the calls pass through, then those that it asks.</param>
internal sealed record Gateway(Target Target, IReadOnlyList<ServerProcess> Processes) : IDisposable
{
    /// <summary>Resident memory of the process that the calls pass through, in bytes.</summary>
    public long ResidentBytes => Processes[0].ResidentBytes;

    /// <summary>Resident memory of each of its processes.</summary>
    public string MemoryByProcess => string.Join(", ", Processes.Select(process => $"{process.Name} {process.ResidentBytes / 1e6:F0} MB"));

    /// <summary>Processor time of all its processes.</summary>
    public TimeSpan ProcessorTime => Processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.ProcessorTime);

    public void Dispose()
    {
        foreach (var process in Processes)
        {
            process.Dispose();
        }
    }
}
