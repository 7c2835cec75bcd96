using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Layout;

/// <summary>
/// The third stage, of which there is one: makes clusters of the pairs that the matches have found, and decides to which data file each record
/// goes that stays. It goes through the index of every shard, which has 48 bytes of each record, and reads no text.
/// </summary>
internal sealed class LayoutStage(RunContext run)
{
    private readonly SplitChoice _splits = new(run.Plan.Job.Spec.Split);

    /// <exception cref="DamagedFileException">What an earlier stage left is not whole.</exception>
    public async Task<OutputLayout> RunAsync(CancellationToken cancellationToken)
    {
        var spec = run.Plan.Job.Spec;
        var shards = run.Plan.Shards.Count;
        var store = new CheckedStore(run.Work);
        var needed = DuplicateMarks.Needed(spec.Dedup);
        var clusters = needed ? await ResolveStage.RunAsync(store, shards, spec.Dedup, run.Scratch, cancellationToken).ConfigureAwait(false) : null;
        var cutters = _splits.All.ToDictionary(
            split => split, split => new PartCutter(split, _splits.NameOf(split), spec.Output.MaxFileSize.Bytes));
        var rows = new FirstRows();
        for (var shard = 0; shard < shards; shard++)
        {
            rows.Add((await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false)).Sources);
            var fates = needed ? await Fates.ReadAsync(store, shard, cancellationToken).ConfigureAwait(false) : null;
            await AddAsync(shard, fates, cutters, cancellationToken).ConfigureAwait(false);
        }

        var layout = new OutputLayout
        {
            Parts = [.. cutters.Values.SelectMany(cutter => cutter.Finish())],
            FirstRows = rows.All,
            Clusters = clusters,
            Files = store.Written,
        };
        await run.Work.WriteJsonAsync(OutputLayout.FileName, layout, cancellationToken).ConfigureAwait(false);
        return layout;
    }

    private async Task AddAsync(int shard, Fates? fates, Dictionary<Split, PartCutter> cutters, CancellationToken cancellationToken)
    {
        var index = 0;
        await foreach (var entries in RecordIndex.ReadAsync(run.Work, shard, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < entries.Length; i++, index++)
            {
                if (fates?.Of(index) is null or { Kind: FateKind.Kept })
                {
                    ref readonly var entry = ref entries.Span[i];
                    cutters[_splits.Of(entry.Hash)].Add(new RecordId(shard, index), entry.Length);
                }
            }
        }
    }
}
