namespace Text2Llm.Pipeline.Deduplication;

/// <summary>Tells the first record of each text from those that repeat it, by 16 bytes for each text.</summary>
internal sealed class ExactDuplicates
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Whether this is the first time.</summary>
    public bool IsFirst(UInt128 hash) => _seen.Add(hash);
}
