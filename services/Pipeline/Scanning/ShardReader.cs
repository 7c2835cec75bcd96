using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads records that a scan has kept.</summary>
internal static class ShardReader
{
    /// <summary>
    /// The records that are wanted, in order, each valid until the next. What is not wanted is not decoded, and a block without any is not read.
    /// </summary>
    /// <param name="store">The work store.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="wanted">Whether a record of such a number and entry is wanted.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="DamagedFileException">A file is not as the scan left it.</exception>
    public static async IAsyncEnumerable<(RecordEntry Entry, int Index, DatasetRecord Record)> ReadAsync(
        IFileStore store, int shard, Func<int, RecordEntry, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = await RecordFileReader.OpenAsync(store, shard, cancellationToken).ConfigureAwait(false);
        await using var own = file.ConfigureAwait(false);
        var index = 0;
        await foreach (var entries in RecordIndex.ReadAsync(store, shard, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < entries.Length; i++, index++)
            {
                var entry = entries.Span[i];
                if (wanted(index, entry))
                {
                    var block = await file.BlockAsync(entry.Block, cancellationToken).ConfigureAwait(false);
                    yield return (entry, index, RecordCodec.Read(block.Slice(entry.Offset, entry.Size)));
                }
            }
        }
    }
}
