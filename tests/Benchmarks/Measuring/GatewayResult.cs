using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>Everything measured of one gateway, round by round.</summary>
/// <param name="name">The gateway.</param>
internal sealed class GatewayResult(string name)
{
    public string Name => name;

    /// <summary>Microseconds added to an answer in one piece.</summary>
    public List<AddedTime> Latency { get; } = [];

    /// <summary>Microseconds added to the first event of a stream.</summary>
    public List<AddedTime> FirstToken { get; } = [];

    /// <summary>Microseconds added to each event of a stream.</summary>
    public List<AddedTime> Event { get; } = [];

    /// <summary>Passed while the upstream takes 20 ms.</summary>
    public List<Throughput> Waiting { get; } = [];

    /// <summary>Passed while the upstream answers at once: the machine is the limit.</summary>
    public List<Throughput> Saturated { get; } = [];

    /// <summary>Open streams and their memory.</summary>
    public List<HeldMemory> Held { get; } = [];

    /// <summary>What the run showed of how it was set up.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Right and wrong answers.</summary>
    public Tally Tally { get; } = new();
}
