using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Deduplication.Verifying;

namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>How much the stages hold in memory.</summary>
internal sealed record DedupLimits(
    int PendingMarks = DuplicateMarks.DefaultLimit,
    int MatchedMarks = MatchStage.DefaultLimit,
    long RecordsInMemory = NumberTable.DefaultLimit,
    int GatheredShingles = GatherStage.DefaultLimit,
    long VerifiedBytes = VerifyStage.DefaultLimit)
{
    /// <summary>So little that everything is spilled, gone through several times, and mapped.</summary>
    public static DedupLimits Tiny { get; } = new(PendingMarks: 7, MatchedMarks: 5, RecordsInMemory: 0, GatheredShingles: 300, VerifiedBytes: 4000);
}
