using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>
/// Compares the records that the match found nearly alike, where the job asks for it, and keeps the pairs that are alike enough. Each group
/// of shards is compared by itself: it has the pairs whose later record is in one of them.
/// </summary>
internal static class VerifyStage
{
    /// <summary>How many pairs are held at once: 50 megabytes of them.</summary>
    private const int Limit = 1 << 21;

    private const int MostGroups = 256;

    /// <summary>How many groups there are for so many shards.</summary>
    public static int Groups(int shards) => Math.Min(shards, MostGroups);

    /// <summary>Writes the pairs of one group that are alike. It needs the pairs of all ranges.</summary>
    /// <param name="work">Where pairs come from, and go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="group">The group.</param>
    /// <param name="spec">How alike records must be.</param>
    /// <param name="content">Reads a record's content. Asked for pairs in the order of their first records.</param>
    /// <param name="cancellationToken">Ends it early; nothing is left then.</param>
    /// <exception cref="DamagedFileException">A file of pairs is damaged.</exception>
    public static async Task RunAsync(
        IFileStore work,
        int shards,
        int group,
        FuzzySpec spec,
        Func<RecordId, CancellationToken, ValueTask<string>> content,
        CancellationToken cancellationToken)
    {
        var comparison = new Comparison(spec, content);
        var alike = await PairsWriter.CreateAsync(work, WorkFiles.Verified(group), cancellationToken).ConfigureAwait(false);
        await using var ownAlike = alike.ConfigureAwait(false);
        var ranges = await PairRanges.OpenAsync(work, shards, cancellationToken).ConfigureAwait(false);
        await using var ownRanges = ranges.ConfigureAwait(false);
        for (var shard = Start(group, shards); shard < Start(group + 1, shards); shard++)
        {
            var pairs = new List<Pair>();
            await foreach (var section in ranges.ReadAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                pairs.AddRange(MemoryMarshal.ToEnumerable(section).Where(pair => pair.Kind == MarkKind.Near));
                if (pairs.Count >= Limit)
                {
                    await CompareAsync(pairs, shard, comparison, alike, cancellationToken).ConfigureAwait(false);
                }
            }

            await CompareAsync(pairs, shard, comparison, alike, cancellationToken).ConfigureAwait(false);
        }

        await alike.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // The group's first shard.
    private static int Start(int group, int shards) => (int)((long)group * shards / Groups(shards));

    private static async Task CompareAsync(
        List<Pair> pairs, int shard, Comparison comparison, PairsWriter alike, CancellationToken cancellationToken)
    {
        // Records with several bands in common are there several times, and are compared once.
        pairs.Sort(Pair.Compare);
        var last = default(Pair);
        foreach (var pair in pairs)
        {
            if (pair != last && await comparison.AlikeAsync(pair, shard, cancellationToken).ConfigureAwait(false))
            {
                alike.Pending.Add(pair);
                if (alike.IsFull)
                {
                    await alike.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
                }
            }

            last = pair;
        }

        await alike.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
        pairs.Clear();
    }
}
