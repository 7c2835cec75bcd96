using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// Writes a shard's records and their index. The records file is blocks (see <see cref="RecordBlock"/>), then where each begins (8 bytes
/// each), then a footer. The index file is entries (see <see cref="RecordEntry"/>), then a footer. A footer is a count, the XXH3 of what is
/// counted, and a mark (8 bytes each).
/// </summary>
internal sealed class RecordFileWriter : IAsyncDisposable
{
    public const int FooterBytes = 24;
    public const ulong RecordsMark = 0x3130_6365_724c_3254; // T2Lrec01
    public const ulong IndexMark = 0x3130_7864_694c_3254; // T2Lidx01

    private readonly IPendingFile _records;
    private readonly IPendingFile _index;
    private readonly XxHash3 _indexHash = new();
    private readonly List<long> _blocks = [];
    private long _position;

    private RecordFileWriter(IPendingFile records, IPendingFile index) => (_records, _index) = (records, index);

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    public static async Task<RecordFileWriter> CreateAsync(IFileStore store, int shard, CancellationToken cancellationToken)
    {
        var records = await store.CreateAsync(ShardFiles.Records(shard), cancellationToken).ConfigureAwait(false);
        try
        {
            return new RecordFileWriter(records, await store.CreateAsync(ShardFiles.Index(shard), cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await records.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds the next block. The entries' block numbers are set here.</summary>
    public async ValueTask AddAsync(RecordBlock block, RecordEntry[] entries, CancellationToken cancellationToken)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = entries[i] with { Block = _blocks.Count };
        }

        var header = new byte[RecordBlock.HeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, block.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), block.PlainLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), RecordBlock.HashOf(block.Bytes.Span));
        _blocks.Add(_position);
        await _records.Content.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        await _records.Content.WriteAsync(block.Bytes, cancellationToken).ConfigureAwait(false);
        _position += header.Length + block.Length;

        var bytes = MemoryMarshal.AsBytes<RecordEntry>(entries).ToArray();
        _indexHash.Append(bytes);
        await _index.Content.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Count += entries.Length;
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var table = MemoryMarshal.AsBytes<long>(CollectionsMarshal.AsSpan(_blocks)).ToArray();
        await _records.Content.WriteAsync(table, cancellationToken).ConfigureAwait(false);
        await _records.Content.WriteAsync(Footer(_blocks.Count, XxHash3.HashToUInt64(table), RecordsMark), cancellationToken).ConfigureAwait(false);
        await _index.Content.WriteAsync(Footer(Count, _indexHash.GetCurrentHashAsUInt64(), IndexMark), cancellationToken).ConfigureAwait(false);
        await _records.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _index.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _records.DisposeAsync().ConfigureAwait(false);
        await _index.DisposeAsync().ConfigureAwait(false);
    }

    private static byte[] Footer(long count, ulong hash, ulong mark)
    {
        var footer = new byte[FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, count);
        BinaryPrimitives.WriteUInt64LittleEndian(footer.AsSpan(8), hash);
        BinaryPrimitives.WriteUInt64LittleEndian(footer.AsSpan(16), mark);
        return footer;
    }
}
