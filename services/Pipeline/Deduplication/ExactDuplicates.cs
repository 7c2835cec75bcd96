namespace Text2Llm.Pipeline.Deduplication;

/// <summary>
/// Tells the first record of each text from those that repeat it. It keeps the hash of every text, in memory and without a bound: some 40
/// bytes each, and 60 while the table grows, which is 6 GB for 100 million texts.
/// </summary>
internal sealed class ExactDuplicates
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Whether this is the first time.</summary>
    public bool IsFirst(UInt128 hash) => _seen.Add(hash);
}
