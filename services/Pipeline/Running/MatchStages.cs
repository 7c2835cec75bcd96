using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Running;

/// <summary>The second stage, for one range of hashes, with a summary of its own.</summary>
internal sealed class MatchStages(RunContext run)
{
    /// <summary>Finds the duplicates of a range.</summary>
    public Task MatchAsync(int range, CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        WorkFiles.Pairs(range) + ".json",
        run.Work,
        store => MatchStage.RunAsync(store, run.Plan.Shards.Count, range, run.Scratch, cancellationToken),
        cancellationToken);
}
