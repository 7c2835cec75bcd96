using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;

namespace Text2Llm.Pipeline.Layout;

/// <summary>
/// Once it is known which records stay: decides to which data file each goes. It goes through the index of every shard, which has 48 bytes of
/// each record, and reads no text.
/// </summary>
internal sealed class LayoutStage(RunContext run)
{
    private readonly SplitChoice _splits = new(run.Plan.Job.Spec.Split);

    public async Task<OutputLayout> RunAsync(CancellationToken cancellationToken)
    {
        var cutters = _splits.All.ToDictionary(
            split => split, split => new PartCutter(split, _splits.NameOf(split), run.Plan.Job.Spec.Output.MaxFileSize.Bytes));
        var rows = new FirstRows();
        var duplicates = new ExactDuplicates();
        var dropped = 0L;
        for (var shard = 0; shard < run.Plan.Shards.Count; shard++)
        {
            var summary = await run.SummaryOfScanAsync(shard, cancellationToken).ConfigureAwait(false);
            rows.Add(summary.Sources);
            var index = 0;
            await foreach (var entries in RecordIndex.ReadAsync(run.Work, shard, cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < entries.Length; i++, index++)
                {
                    var entry = entries.Span[i];
                    if (run.Plan.Job.Spec.Dedup.Exact && !duplicates.IsFirst(entry.Hash))
                    {
                        dropped++;
                        continue;
                    }

                    cutters[_splits.Of(entry.Hash)].Add(new RecordId(shard, index), entry.Length);
                }
            }
        }

        return new OutputLayout
        {
            Parts = [.. cutters.Values.SelectMany(cutter => cutter.Finish())],
            FirstRows = rows.All,
            Dropped = new SortedDictionary<string, long> { ["duplicate"] = dropped },
            Files = [],
        };
    }
}
