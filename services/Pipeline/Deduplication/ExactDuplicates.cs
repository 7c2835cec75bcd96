namespace Text2Llm.Pipeline.Deduplication;

/// <summary>
/// Tells the first record of each text from those that repeat it. It keeps the hash of every text, in memory and without a bound:
/// 22 to 43 bytes for each, and up to 75 (as measured) while the tables grow.
/// </summary>
internal sealed class ExactDuplicates
{
    // Each grows by itself, so that there are never two copies of all hashes.
    private readonly HashTable[] _tables = [.. Enumerable.Range(0, 256).Select(_ => new HashTable())];

    /// <summary>Whether this is the first time.</summary>
    public bool IsFirst(UInt128 hash) => _tables[(byte)hash].Add(hash);
}
