namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Into how many ranges the hashes are cut, each of which is matched by itself.</summary>
internal static class MatchRanges
{
    private const int Least = 8;
    private const int Most = 4096;

    // Half a million marks is what a shard of documents has: eight shards' fill the table of a match to a half.
    private const int ShardsOfARange = 8;

    /// <summary>The number for so many shards; of nothing else, so that it is the same wherever a job runs.</summary>
    public static int For(int shards) => Math.Clamp(shards / ShardsOfARange, Least, Most);
}
