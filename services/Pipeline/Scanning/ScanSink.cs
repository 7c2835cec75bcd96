using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Writes the files of a shard, batch after batch, in the order of reading.</summary>
internal sealed class ScanSink : IAsyncDisposable
{
    private readonly RecordFileWriter _records;
    private readonly IPendingFile _rejects;
    private readonly IPendingFile _dropped;

    private ScanSink(RecordFileWriter records, IPendingFile rejects, IPendingFile dropped) =>
        (_records, _rejects, _dropped) = (records, rejects, dropped);

    /// <summary>How many records were written.</summary>
    public int Count => _records.Count;

    public static async Task<ScanSink> CreateAsync(IFileStore store, RunPlan plan, int shard, CancellationToken cancellationToken)
    {
        _ = plan;
        return new(
            await RecordFileWriter.CreateAsync(store, shard, cancellationToken).ConfigureAwait(false),
            await store.CreateAsync(ShardFiles.Rejects(shard), cancellationToken).ConfigureAwait(false),
            await store.CreateAsync(ShardFiles.Dropped(shard), cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask AddAsync(ScanOutput output, CancellationToken cancellationToken)
    {
        await _rejects.Content.WriteAsync(output.Rejects.Bytes, cancellationToken).ConfigureAwait(false);
        await _dropped.Content.WriteAsync(output.Dropped.Bytes, cancellationToken).ConfigureAwait(false);
        if (output.Block is { } block)
        {
            await _records.AddAsync(block, output.Entries, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _records.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _rejects.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _dropped.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _records.DisposeAsync().ConfigureAwait(false);
        await _rejects.DisposeAsync().ConfigureAwait(false);
        await _dropped.DisposeAsync().ConfigureAwait(false);
    }
}
