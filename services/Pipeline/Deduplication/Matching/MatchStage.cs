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
    /// <summary>How many different marks are held at once, in 70 megabytes.</summary>
    public const int DefaultLimit = 2_000_000;

    /// <summary>Writes the pairs of one range. It needs the marks of all shards.</summary>
    /// <param name="work">Where marks come from, and pairs go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancellationToken">Ends it early; nothing is left then.</param>
    /// <param name="limit">How many different marks are held at once. With more, the marks are gone through several times.</param>
    /// <exception cref="DamagedFileException">A file of marks is damaged.</exception>
    public static async Task RunAsync(
        IFileStore work, int shards, int range, CancellationToken cancellationToken, int limit = DefaultLimit)
    {
        var marks = await CountAsync(work, shards, range, cancellationToken).ConfigureAwait(false);
        var passes = (int)Math.Max((marks + limit - 1) / limit, 1);

        // Passes do not get quite the same share.
        var table = new MarkTable((int)Math.Min(marks, limit + (limit / 8) + 1024));
        var pairs = await PairsWriter.CreateAsync(work, WorkFiles.Pairs(range), cancellationToken).ConfigureAwait(false);
        await using var ownPairs = pairs.ConfigureAwait(false);
        for (var pass = 0; pass < passes; pass++)
        {
            table.Clear();
            for (var shard = 0; shard < shards; shard++)
            {
                await MatchAsync(work, shard, range, new Pass(pass, passes), table, pairs, cancellationToken).ConfigureAwait(false);
            }
        }

        await pairs.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> CountAsync(IFileStore work, int shards, int range, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        for (var shard = 0; shard < shards; shard++)
        {
            var file = await OpenAsync(work, shard, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            bytes += file.Of(range).Sum(section => (long)section.Length);
        }

        return bytes / Mark.Size;
    }

    private static async Task MatchAsync(
        IFileStore work, int shard, int range, Pass pass, MarkTable table, PairsWriter pairs, CancellationToken cancellationToken)
    {
        var file = await OpenAsync(work, shard, cancellationToken).ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        foreach (var section in file.Of(range))
        {
            var marks = await file.ReadAsync<Mark>(section, cancellationToken).ConfigureAwait(false);
            for (var done = 0; done < marks.Length;)
            {
                done += Match(marks.AsSpan(done), shard, pass, table, pairs);
                if (pairs.IsFull)
                {
                    await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
    }

    // Until the pairs are to be written, or there are no more marks. Gives how many it has taken.
    private static int Match(ReadOnlySpan<Mark> marks, int shard, Pass pass, MarkTable table, PairsWriter pairs)
    {
        var taken = 0;
        for (; taken < marks.Length && !pairs.IsFull; taken++)
        {
            ref readonly var mark = ref marks[taken];
            var record = new RecordId(shard, (int)mark.Index).Packed;
            if (!pass.Has(mark) || !table.Find(mark, record, out var first, out var firstPart))
            {
                continue;
            }

            var pair = mark.Kind == MarkKind.Part
                ? new Pair(first, firstPart, (int)mark.Index, mark.Part, MarkKind.Part)
                : new Pair(first, 0, (int)mark.Index, 0, mark.Kind);

            // Two records often have several bands of one range in common.
            if (first != record || mark.Kind == MarkKind.Part)
            {
                if (pairs.Pending.Count == 0 || pairs.Pending[^1] != pair)
                {
                    pairs.Pending.Add(pair);
                }
            }
        }

        return taken;
    }

    private static Task<SectionFile> OpenAsync(IFileStore work, int shard, CancellationToken cancellationToken) =>
        SectionFile.OpenAsync(work, WorkFiles.Marks(shard), FileKind.Marks, cancellationToken);

    /// <summary>A share of the range's marks, by the lower half of their hashes.</summary>
    private readonly record struct Pass(int Number, int Count)
    {
        public bool Has(in Mark mark) => Count == 1 || (int)(((ulong)(uint)mark.Key * (uint)Count) >> 32) == Number;
    }
}
