using System.Threading.Channels;
using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Drops duplicates and writes the rest, in the order in which batches come.</summary>
internal sealed class SinkStage(
    DatasetJobSpec spec, PartSequence parts, RejectsFile rejects, ByteBudget budget, RunProgress progress, ChannelReader<RecordBatch> input)
{
    private readonly ExactDuplicates _duplicates = new();

    public long Empty { get; private set; }

    public long Duplicates { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in input.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Empty += batch.Empty;
            foreach (var reject in batch.Rejects)
            {
                await rejects.AddAsync(reject, cancellationToken).ConfigureAwait(false);
            }

            foreach (var record in batch.Records)
            {
                if (spec.Dedup.Exact && !_duplicates.IsFirst(record.Hash))
                {
                    Duplicates++;
                    continue;
                }

                await parts.WriteAsync(record, cancellationToken).ConfigureAwait(false);
                progress.AddWritten();
            }

            budget.Give(batch.Bytes);
        }

        await parts.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await rejects.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
