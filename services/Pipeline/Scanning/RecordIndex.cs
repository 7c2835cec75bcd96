using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads the index of a shard's records.</summary>
internal static class RecordIndex
{
    private const int ChunkEntries = 16 * 1024;

    /// <summary>The entries in order, some thousand at once; valid until the next ones are read.</summary>
    /// <exception cref="DamagedFileException">The file is not whole.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<RecordEntry>> ReadAsync(
        IFileStore store, int shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = ShardFiles.Index(shard);
        var file = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var footer = await FileFooter.ReadAsync(file, name, RecordFileWriter.IndexMark, RecordEntry.Bytes, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            var hash = new XxHash3();
            var entries = new RecordEntry[ChunkEntries];
            var bytes = new byte[ChunkEntries * RecordEntry.Bytes];
            for (var left = footer.Count; left > 0;)
            {
                var count = (int)Math.Min(left, ChunkEntries);
                var chunk = bytes.AsMemory(0, count * RecordEntry.Bytes);
                await file.ReadExactlyAsync(chunk, cancellationToken).ConfigureAwait(false);
                hash.Append(chunk.Span);
                chunk.Span.CopyTo(MemoryMarshal.AsBytes(entries.AsSpan()));
                left -= count;
                if (left == 0 && hash.GetCurrentHashAsUInt64() != footer.Hash)
                {
                    throw new DamagedFileException(name, "its entries are not what was written");
                }

                yield return entries.AsMemory(0, count);
            }
        }
    }

    /// <summary>Single entries, without going through the others.</summary>
    /// <param name="store">The work store.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="indexes">The records' numbers, best in ascending order.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="DamagedFileException">The file has not so many.</exception>
    public static async IAsyncEnumerable<(int Index, RecordEntry Entry)> ReadAsync(
        IFileStore store, int shard, IEnumerable<int> indexes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = ShardFiles.Index(shard);
        var file = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var footer = await FileFooter.ReadAsync(file, name, RecordFileWriter.IndexMark, RecordEntry.Bytes, cancellationToken).ConfigureAwait(false);
            var bytes = new byte[RecordEntry.Bytes];
            foreach (var index in indexes)
            {
                if (index >= footer.Count)
                {
                    throw new DamagedFileException(name, $"it has no record {index}");
                }

                file.Position = (long)index * RecordEntry.Bytes;
                await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                yield return (index, MemoryMarshal.Read<RecordEntry>(bytes));
            }
        }
    }
}
