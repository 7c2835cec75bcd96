using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>
/// Finds the marks of one range that stand in several places. It goes through the shards in their order, so that the first place in which
/// it meets a mark is the first of all; each later one makes a pair with it. A mark that a million records have makes a million pairs,
/// not their square.
/// </summary>
internal static class MatchStage
{
    /// <summary>How many different marks are held at once, in 30 megabytes.</summary>
    public const int DefaultLimit = 1_000_000;

    /// <summary>Writes the pairs of one range. It needs the marks of all shards.</summary>
    /// <param name="work">Where marks come from, and pairs go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="range">The range.</param>
    /// <param name="scratch">The folder of temporary files.</param>
    /// <param name="cancellationToken">Ends it early; nothing is left then.</param>
    /// <param name="limit">How many different marks are held at once. More are divided among temporary files first.</param>
    /// <exception cref="DamagedFileException">A file of marks is damaged.</exception>
    public static async Task RunAsync(
        IFileStore work, int shards, int range, string scratch, CancellationToken cancellationToken, int limit = DefaultLimit)
    {
        var source = new MarkSource(work, shards, range);
        var count = await source.CountAsync(cancellationToken).ConfigureAwait(false);
        var pairs = await PairsWriter.CreateAsync(work, WorkFiles.Pairs(range), cancellationToken).ConfigureAwait(false);
        await using var ownPairs = pairs.ConfigureAwait(false);
        if (count <= limit)
        {
            var table = new MarkTable((int)count);
            await MatchAsync(source.ReadAsync(cancellationToken), table, pairs, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await MatchInPassesAsync(source, (int)((count / limit) + 1), scratch, limit, pairs, cancellationToken).ConfigureAwait(false);
        }

        await pairs.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task MatchInPassesAsync(
        MarkSource source, int passes, string scratch, int limit, PairsWriter pairs, CancellationToken cancellationToken)
    {
        var spills = new List<SpilledMarks>();
        try
        {
            spills.AddRange(Enumerable.Range(0, passes).Select(_ => new SpilledMarks(scratch)));
            await foreach (var (shard, marks) in source.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < marks.Length; i++)
                {
                    // The upper half of the hash has told the range.
                    var mark = marks.Span[i];
                    var pass = (int)(((ulong)(uint)mark.Key * (uint)passes) >> 32);
                    await spills[pass].AddAsync(shard, mark, cancellationToken).ConfigureAwait(false);
                }
            }

            // Passes do not get quite the same share.
            var table = new MarkTable(limit + (limit / 8) + 1024);
            foreach (var spill in spills)
            {
                table.Clear();
                await MatchAsync(spill.ReadAsync(cancellationToken), table, pairs, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var spill in spills)
            {
                await spill.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task MatchAsync(
        IAsyncEnumerable<(int Shard, ReadOnlyMemory<Mark> Marks)> blocks, MarkTable table, PairsWriter pairs, CancellationToken cancellationToken)
    {
        var shard = 0;
        await foreach (var block in blocks.ConfigureAwait(false))
        {
            if (block.Shard != shard)
            {
                await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
                shard = block.Shard;
            }

            for (var done = 0; done < block.Marks.Length;)
            {
                done += Match(block.Marks.Span[done..], shard, table, pairs);
                if (pairs.IsFull)
                {
                    await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
    }

    // Until the pairs are to be written, or there are no more marks. Gives how many it has taken.
    private static int Match(ReadOnlySpan<Mark> marks, int shard, MarkTable table, PairsWriter pairs)
    {
        var taken = 0;
        for (; taken < marks.Length && !pairs.IsFull; taken++)
        {
            ref readonly var mark = ref marks[taken];
            var record = new RecordId(shard, (int)mark.Index).Packed;
            if (!table.Find(mark, record, out var first, out var firstPart))
            {
                continue;
            }

            var pair = mark.Kind == MarkKind.Part
                ? new Pair(first, firstPart, (int)mark.Index, mark.Part, MarkKind.Part)
                : new Pair(first, 0, (int)mark.Index, 0, mark.Kind);

            // Two records often have several bands of one range in common.
            if (pairs.Pending.Count == 0 || pairs.Pending[^1] != pair)
            {
                pairs.Pending.Add(pair);
            }
        }

        return taken;
    }
}
