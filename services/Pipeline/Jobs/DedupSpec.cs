namespace Text2Llm.Pipeline.Jobs;

/// <summary>Which duplicates are dropped.</summary>
[Later("fuzzy")]
public sealed record DedupSpec
{
    /// <summary>Whether a record is dropped when an earlier one has the same text after cleaning.</summary>
    public bool Exact { get; init; } = true;
}
