using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads the slices of a shard, in order, into batches. What cannot be read is recorded, and what follows is read all the same.</summary>
internal sealed class ScanFeed(RunPlan plan, PlannedShard shard, RunLimits limits, RunProgress progress, ReadMeter meter, IStores stores)
{
    private readonly SourceReader _reader = plan.ToReader(limits, stores);
    private readonly List<ScannedSource> _sources = [];

    /// <summary>What was read until now.</summary>
    public IReadOnlyList<ScannedSource> Sources => _sources;

    /// <summary>The batches. Where one ends depends on the input alone.</summary>
    public async IAsyncEnumerable<ScanInput> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new ScanInput();
        await foreach (var record in RecordsAsync(cancellationToken).ConfigureAwait(false))
        {
            batch.Add(_sources.Count - 1, record);
            if (batch.Bytes >= limits.BatchBytes)
            {
                progress.AddRecords(batch.Count);
                yield return batch;
                batch = new ScanInput();
            }
        }

        progress.AddRecords(batch.Count);
        yield return batch;
    }

    // The records of all slices; each is of the last source.
    private async IAsyncEnumerable<ParsedRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var slice in shard.Slices)
        {
            var file = plan.Files[slice.File];
            var firstSource = _sources.Count;
            progress.BeginFile(file.Name);
            var contents = _reader.ReadAsync(file.ToSource(), new SourceSlice(slice.Start, slice.End), meter, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using (contents.ConfigureAwait(false))
            {
                while (await NextAsync(contents, problem => AddFileProblem(file.Name, slice, firstSource, problem)).ConfigureAwait(false))
                {
                    await foreach (var record in RecordsAsync(contents.Current, slice, cancellationToken).ConfigureAwait(false))
                    {
                        yield return record;
                    }
                }
            }

            LocalFiles.EnsureUnchanged(file.ToSource());
            progress.EndFiles(slice.End == long.MaxValue ? 1 : 0);
        }
    }

    private async IAsyncEnumerable<ParsedRecord> RecordsAsync(
        SourceContent content, PlannedSlice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = new ScannedSource { Name = content.Name, Continues = slice.Start > 0, Detection = content.Detection };
        _sources.Add(source);
        var records = content.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (records.ConfigureAwait(false))
        {
            while (await NextAsync(records, problem => source.Problem = problem).ConfigureAwait(false))
            {
                source.Records++;
                source.Rows = records.Current.Row;
                yield return records.Current;
            }
        }

        source.Rows = Math.Max(source.Rows, content.Lines);
    }

    // The problem of a file that could not be opened, or of an archive that breaks off behind some of its entries.
    private void AddFileProblem(string name, PlannedSlice slice, int firstSource, Rejection problem) =>
        _sources.Add(new ScannedSource
        {
            Name = name,
            Continues = slice.Start > 0,
            Problem = problem,
            Records = _sources.Skip(firstSource).Sum(source => source.Records),
            IsWholeArchive = _sources.Count > firstSource,
        });

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> items, Action<Rejection> record)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SourceProblemException exception) when (!exception.EndsRun)
        {
            record(exception.Problem);
            return false;
        }
    }
}
