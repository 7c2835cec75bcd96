using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Writes the files of a shard, batch after batch, in the order of reading.</summary>
internal sealed class ScanSink : IAsyncDisposable
{
    private readonly RecordFileWriter _records;
    private readonly IPendingFile _rejects;
    private readonly IPendingFile? _dropped;
    private readonly DuplicateMarks? _marks;
    private readonly IReadOnlyList<IAsyncDisposable> _owned;

    private ScanSink(
        RecordFileWriter records, IPendingFile rejects, IPendingFile? dropped, DuplicateMarks? marks, IReadOnlyList<IAsyncDisposable> owned) =>
        (_records, _rejects, _dropped, _marks, _owned) = (records, rejects, dropped, marks, owned);

    /// <summary>How many records were written.</summary>
    public int Count => _records.Count;

    /// <param name="run">The run.</param>
    /// <param name="store">Where the files go.</param>
    /// <param name="shard">The shard's number.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<ScanSink> CreateAsync(RunContext run, IFileStore store, int shard, CancellationToken cancellationToken)
    {
        var spec = run.Plan.Job.Spec;
        var owned = new List<IAsyncDisposable>();
        try
        {
            var records = await RecordFileWriter.CreateAsync(store, shard, cancellationToken).ConfigureAwait(false);
            owned.Add(records);
            var rejects = await store.CreateAsync(ShardFiles.Rejects(shard), cancellationToken).ConfigureAwait(false);
            owned.Add(rejects);
            IPendingFile? dropped = null;
            if (spec.Output.KeepDropped)
            {
                dropped = await store.CreateAsync(ShardFiles.Dropped(shard), cancellationToken).ConfigureAwait(false);
                owned.Add(dropped);
            }

            DuplicateMarks? marks = null;
            if (DuplicateMarks.Needed(spec.Dedup))
            {
                marks = new DuplicateMarks(shard, MatchRanges.For(run.Plan.Shards.Count), store);
                owned.Add(marks);
            }

            return new ScanSink(records, rejects, dropped, marks, owned);
        }
        catch
        {
            await DisposeAsync(owned).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask AddAsync(ScanOutput output, CancellationToken cancellationToken)
    {
        await _rejects.Content.WriteAsync(output.Rejects.Bytes, cancellationToken).ConfigureAwait(false);
        if (_dropped is not null)
        {
            await _dropped.Content.WriteAsync(output.Dropped.Bytes, cancellationToken).ConfigureAwait(false);
        }

        if (output.Block is { } block)
        {
            if (_marks is not null)
            {
                await _marks.AddAsync(output.Entries.Length, output.Marks!, cancellationToken).ConfigureAwait(false);
            }

            await _records.AddAsync(block, output.Entries, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _records.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _rejects.CompleteAsync(cancellationToken).ConfigureAwait(false);
        if (_dropped is not null)
        {
            await _dropped.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_marks is not null)
        {
            await _marks.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => DisposeAsync(_owned);

    private static async ValueTask DisposeAsync(IReadOnlyList<IAsyncDisposable> owned)
    {
        foreach (var one in owned)
        {
            await one.DisposeAsync().ConfigureAwait(false);
        }
    }
}
