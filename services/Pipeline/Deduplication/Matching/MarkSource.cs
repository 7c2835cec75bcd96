using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>The marks of one range, of all shards.</summary>
/// <param name="work">Where they are.</param>
/// <param name="shards">How many shards there are.</param>
/// <param name="range">The range.</param>
internal sealed class MarkSource(IFileStore work, int shards, int range)
{
    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var bytes = 0L;
        for (var shard = 0; shard < shards; shard++)
        {
            var file = await OpenAsync(shard, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            bytes += file.Of(range).Sum(section => (long)section.Length);
        }

        return bytes / Mark.Size;
    }

    /// <summary>The marks in the order of records, some of one shard at a time; valid until the next.</summary>
    public async IAsyncEnumerable<(int Shard, ReadOnlyMemory<Mark> Marks)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            var file = await OpenAsync(shard, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            foreach (var section in file.Of(range))
            {
                using var marks = await file.ReadAsync<Mark>(section, cancellationToken).ConfigureAwait(false);
                yield return (shard, marks.Content);
            }
        }
    }

    private Task<SectionFile> OpenAsync(int shard, CancellationToken cancellationToken) =>
        SectionFile.OpenAsync(work, WorkFiles.Marks(shard), FileKind.Marks, cancellationToken);
}
