using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Running;

/// <summary>The second stage, for one range of hashes or one group of shards, with a summary of its own.</summary>
internal sealed class MatchStages(RunContext run)
{
    /// <summary>Finds the duplicates of a range.</summary>
    public Task MatchAsync(int range, CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        WorkFiles.Pairs(range) + ".json",
        run.Work,
        store => MatchStage.RunAsync(store, run.Plan.Shards.Count, range, run.Scratch, cancellationToken),
        cancellationToken);

    /// <summary>Compares the near duplicates of a group.</summary>
    public Task VerifyAsync(int group, CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        WorkFiles.Verified(group) + ".json",
        run.Work,
        async store =>
        {
            await using var contents = new RecordContents(run.Work);
            await VerifyStage.RunAsync(
                store, run.Plan.Shards.Count, group, run.Plan.Job.Spec.Dedup.Fuzzy!, contents.ReadAsync, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);
}
