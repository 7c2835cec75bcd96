using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>The pairs of all ranges, which are read shard by shard.</summary>
internal sealed class PairRanges : IAsyncDisposable
{
    private readonly List<SectionFile> _files = [];

    private PairRanges()
    {
    }

    /// <summary>Opens the files of all ranges.</summary>
    public static async Task<PairRanges> OpenAsync(IFileStore work, int shards, CancellationToken cancellationToken)
    {
        var ranges = new PairRanges();
        try
        {
            for (var range = 0; range < MatchRanges.For(shards); range++)
            {
                ranges._files.Add(await SectionFile.OpenAsync(work, WorkFiles.Pairs(range), FileKind.Pairs, cancellationToken)
                    .ConfigureAwait(false));
            }

            return ranges;
        }
        catch
        {
            await ranges.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The pairs whose later record is in a shard, in no order; valid until the next.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<Pair>> ReadAsync(
        int shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in _files)
        {
            foreach (var section in file.Of(shard))
            {
                using var pairs = await file.ReadAsync<Pair>(section, cancellationToken).ConfigureAwait(false);
                yield return pairs.Content;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }
}
