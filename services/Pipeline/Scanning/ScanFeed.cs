using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads the slices of a shard, in order, into batches.</summary>
internal sealed class ScanFeed(RunPlan plan, PlannedShard shard, RunLimits limits, RunProgress progress, ReadMeter meter)
{
    private readonly List<ScannedSource> _sources = [];

    /// <summary>What was read until now.</summary>
    public IReadOnlyList<ScannedSource> Sources => _sources;

    /// <summary>The batches. Where one ends depends on the input alone.</summary>
    public async IAsyncEnumerable<ScanInput> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new ScanInput();
        foreach (var slice in shard.Slices)
        {
            var file = plan.Files[slice.File];
            progress.BeginFile(file.Name);
            var source = new ScannedSource { Name = file.Name };
            _sources.Add(source);
            var records = RecordsAsync(file, source, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (records.ConfigureAwait(false))
            {
                while (await MoveNextAsync(records, source).ConfigureAwait(false))
                {
                    source.Records++;
                    source.Rows = records.Current.Row;
                    batch.Add(_sources.Count - 1, records.Current);
                    if (batch.Bytes >= limits.BatchBytes)
                    {
                        progress.AddRecords(batch.Count);
                        yield return batch;
                        batch = new ScanInput();
                    }
                }
            }

            progress.EndFiles(slice.End == long.MaxValue ? 1 : 0);
        }

        progress.AddRecords(batch.Count);
        yield return batch;
    }

    // What cannot be read is recorded, and the next source is read.
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ParsedRecord> records, ScannedSource source)
    {
        try
        {
            return await records.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SourceProblemException exception)
        {
            source.Problem = exception.Problem;
            return false;
        }
    }

    private async IAsyncEnumerable<ParsedRecord> RecordsAsync(
        PlannedFile file, ScannedSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spec = plan.Job.Spec;
        await using var opened = await new SourceOpener(spec.Source, spec.Records, meter)
            .OpenAsync(file.ToSource(), cancellationToken).ConfigureAwait(false);
        source.Detection = opened.Detection;
        var reader = RecordReader.For(opened.Detection.Format, spec.Records, limits.MaxRecordBytes);
        await foreach (var record in reader.ReadAsync(opened.Bytes, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }
}
