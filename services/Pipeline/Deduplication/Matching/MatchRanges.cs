namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Into how many ranges the hashes are cut, each of which is matched by itself.</summary>
internal static class MatchRanges
{
    private const int Least = 8;

    // With more, what a range has in each of thousands of shards would be too little to be read by itself.
    private const int Most = 256;

    // A shard of documents has half a million marks: those of two are what a match holds at once.
    private const int ShardsOfARange = 2;

    /// <summary>The number for so many shards; of nothing else, so that it is the same wherever a job runs.</summary>
    public static int For(int shards) => Math.Clamp(shards / ShardsOfARange, Least, Most);
}
