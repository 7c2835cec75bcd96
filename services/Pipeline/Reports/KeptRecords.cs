using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Tells where records were read from. Of each shard that has some of them it reads the summary, and of its index these entries alone.</summary>
internal sealed class KeptRecords(RunContext run, OutputLayout layout)
{
    /// <summary>Finds records, each of them once.</summary>
    public async Task<IReadOnlyDictionary<RecordId, KeptRecord>> FindAsync(IEnumerable<RecordId> records, CancellationToken cancellationToken)
    {
        var found = new Dictionary<RecordId, KeptRecord>();
        foreach (var shard in records.Distinct().GroupBy(record => record.Shard, record => record.Index))
        {
            var sources = (await run.SummaryOfScanAsync(shard.Key, cancellationToken).ConfigureAwait(false)).Sources;
            await foreach (var (index, entry) in RecordIndex.ReadAsync(run.Work, shard.Key, shard.Order(), cancellationToken).ConfigureAwait(false))
            {
                var line = entry.Row + layout.FirstRows[shard.Key][entry.Source];
                found[new RecordId(shard.Key, index)] = new KeptRecord(sources[entry.Source].Name, line > 0 ? line : null);
            }
        }

        return found;
    }
}
