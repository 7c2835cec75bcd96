namespace Text2Llm.Pipeline.Jobs;

/// <summary>What a worker pod asks for, on a cluster.</summary>
public sealed record ResourcesSpec
{
    /// <summary>What the scheduler sets aside.</summary>
    public ResourceQuantities? Requests { get; init; }

    /// <summary>What the pod may use at most.</summary>
    public ResourceQuantities? Limits { get; init; }
}
