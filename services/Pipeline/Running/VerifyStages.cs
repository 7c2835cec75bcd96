using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Running;

/// <summary>The stages that compare near duplicates by their texts, each with a summary of its own.</summary>
internal sealed class VerifyStages(RunContext run)
{
    private int Shards => run.Plan.Shards.Count;

    /// <summary>Tells which records are to be compared.</summary>
    public Task CandidatesAsync(CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        "verify/candidates.json",
        run.Work,
        store => CandidateStage.RunAsync(store, Shards, run.Scratch, cancellationToken),
        cancellationToken);

    /// <summary>Gathers what those of a shard are compared by.</summary>
    public Task GatherAsync(int shard, CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        WorkFiles.Shingles(shard) + ".json",
        run.Work,
        store => GatherStage.RunAsync(
            store, shard, VerifyStage.Groups(Shards), run.Plan.Job.Spec.Dedup.Fuzzy!, wanted => RecordsAsync(shard, wanted, cancellationToken), cancellationToken),
        cancellationToken);

    /// <summary>Compares those of a group.</summary>
    public Task VerifyAsync(int group, CancellationToken cancellationToken) => run.Work.RunOnceAsync(
        WorkFiles.Verified(group) + ".json",
        run.Work,
        store => VerifyStage.RunAsync(store, Shards, group, run.Plan.Job.Spec.Dedup.Fuzzy!, cancellationToken),
        cancellationToken);

    private async IAsyncEnumerable<DatasetRecord> RecordsAsync(
        int shard, Func<int, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, _, record) in ShardReader.ReadAsync(run.Work, shard, (index, _) => wanted(index), cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }
}
