namespace Text2Llm.Pipeline.Jobs;

/// <summary>Which duplicates are dropped. The first of those that are alike stays, in the order of files and rows.</summary>
public sealed record DedupSpec
{
    /// <summary>Whether a record is dropped when an earlier one is the same after cleaning: its texts, its tool calls, its label.</summary>
    public bool Exact { get; init; } = true;

    /// <summary>Whether lines or paragraphs that stood in an earlier place are taken out of texts. For records of kind text.</summary>
    public DedupParts Parts { get; init; }

    /// <summary>How records that are nearly alike are found; left out, they are not.</summary>
    public FuzzySpec? Fuzzy { get; init; }
}
