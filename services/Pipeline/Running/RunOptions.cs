using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Running;

/// <summary>What a run may take of the machine. It changes nothing of what is written.</summary>
public sealed record RunOptions
{
    /// <summary>How many cores.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>The least memory for a run: as measured, one on one core keeps within it, and none takes much less.</summary>
    public static readonly ByteSize LeastMemory = new(512L << 20);

    /// <summary>About how much memory.</summary>
    public ByteSize Memory { get; init; } = new(1L << 30);
}
