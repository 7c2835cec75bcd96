using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads the contents of single records, of whatever shards. It keeps the shards open that it has read from last. One thread's.</summary>
internal sealed class RecordContents(IFileStore store) : IAsyncDisposable
{
    // Each has a block in memory and another on its way.
    private const int MostOpen = 8;

    private readonly LinkedList<Shard> _open = [];

    /// <summary>The content of a record, as filters and hashes see it.</summary>
    /// <exception cref="Deduplication.Files.DamagedFileException">A file is not as the scan left it.</exception>
    public async ValueTask<string> ReadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var shard = await OpenAsync(record.Shard, cancellationToken).ConfigureAwait(false);
        var entry = shard.Index[record.Index];
        var block = await shard.File.BlockAsync(entry.Block, cancellationToken).ConfigureAwait(false);
        return RecordCodec.Read(block.Span.Slice(entry.Offset, entry.Size)).Content;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _open)
        {
            await shard.File.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<Shard> OpenAsync(int number, CancellationToken cancellationToken)
    {
        for (var node = _open.First; node is not null; node = node.Next)
        {
            if (node.Value.Number == number)
            {
                _open.Remove(node);
                _open.AddFirst(node);
                return node.Value;
            }
        }

        if (_open.Count == MostOpen)
        {
            await _open.Last!.Value.File.DisposeAsync().ConfigureAwait(false);
            _open.RemoveLast();
        }

        var index = new List<RecordEntry>();
        await foreach (var entries in RecordIndex.ReadAsync(store, number, cancellationToken).ConfigureAwait(false))
        {
            index.AddRange(entries.Span);
        }

        var shard = new Shard(number, index, await RecordFileReader.OpenAsync(store, number, cancellationToken).ConfigureAwait(false));
        _open.AddFirst(shard);
        return shard;
    }

    private sealed record Shard(int Number, List<RecordEntry> Index, RecordFileReader File);
}
