using System.Numerics;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>
/// Makes clusters of pairs, and says of each record that is like others what becomes of it: the first stays. There is one such stage, so
/// that it does little for each pair: two look-ups in a table.
/// </summary>
internal static class ResolveStage
{
    /// <summary>Writes the fates of all shards. It needs the pairs of all ranges; those of all groups too, where pairs are verified.</summary>
    /// <param name="work">Where pairs come from, and fates go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="spec">Which duplicates are dropped.</param>
    /// <param name="scratch">The folder of temporary files.</param>
    /// <param name="cancellationToken">Ends it early. Fates that are there by then are whole.</param>
    /// <param name="limit">With more records than this, temporary files take the place of memory.</param>
    /// <exception cref="DamagedFileException">A file is damaged.</exception>
    public static async Task<ClusterSummary> RunAsync(
        IFileStore work, int shards, DedupSpec spec, string scratch, CancellationToken cancellationToken, long limit = NumberTable.DefaultLimit)
    {
        var numbers = await RecordNumbers.ReadAsync(work, shards, cancellationToken).ConfigureAwait(false);
        using var clusters = new Clusters(numbers.Count, scratch, limit);
        var verified = spec.Fuzzy?.Verify is not null;
        for (var range = 0; range < MatchRanges.For(shards); range++)
        {
            await UniteAsync(work, WorkFiles.Pairs(range), numbers, clusters, near: !verified, cancellationToken).ConfigureAwait(false);
        }

        for (var group = 0; verified && group < VerifyStage.Groups(shards); group++)
        {
            await UniteAsync(work, WorkFiles.Verified(group), numbers, clusters, near: true, cancellationToken).ConfigureAwait(false);
        }

        clusters.Count();
        var summary = new SummaryBuilder();
        var ranges = await PairRanges.OpenAsync(work, shards, cancellationToken).ConfigureAwait(false);
        await using var ownRanges = ranges.ConfigureAwait(false);
        var parts = new PartSurvivors(numbers, clusters);
        for (var shard = 0; shard < shards; shard++)
        {
            var fates = FatesOf(shard, numbers, clusters, summary);
            var removed = spec.Parts == DedupParts.None
                ? []
                : await parts.RemovedAsync(shard, ranges, cancellationToken).ConfigureAwait(false);
            summary.Parts += removed.Count;
            await WriteAsync(work, shard, fates, removed, cancellationToken).ConfigureAwait(false);
        }

        return summary.Build();
    }

    private static async Task UniteAsync(
        IFileStore work, string name, RecordNumbers numbers, Clusters clusters, bool near, CancellationToken cancellationToken)
    {
        var file = await SectionFile.OpenAsync(work, name, FileKind.Pairs, cancellationToken).ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        foreach (var section in file.Sections)
        {
            using var pairs = await file.ReadAsync<Pair>(section, cancellationToken).ConfigureAwait(false);
            Unite(pairs.Content.Span, numbers.Start(section.Tag), numbers, clusters, near);
        }
    }

    private static void Unite(ReadOnlySpan<Pair> pairs, long start, RecordNumbers numbers, Clusters clusters, bool near)
    {
        foreach (ref readonly var pair in pairs)
        {
            var exact = pair.Kind == MarkKind.Exact;
            if (exact)
            {
                clusters.MarkExact(start + pair.Index);
            }

            if (exact || (near && pair.Kind == MarkKind.Near))
            {
                clusters.Unite(numbers.Of(RecordId.Unpack(pair.First)), start + pair.Index);
            }
        }
    }

    private static List<Fate> FatesOf(int shard, RecordNumbers numbers, Clusters clusters, SummaryBuilder summary)
    {
        var fates = new List<Fate>();
        var start = numbers.Start(shard);
        for (var number = start; number < numbers.Start(shard + 1); number++)
        {
            var root = clusters.Root(number);
            if (root != number)
            {
                var kind = clusters.IsExact(number) ? FateKind.Exact : FateKind.Near;
                fates.Add(new Fate(numbers.At(root).Packed, (int)(number - start), kind));
                summary.AddDropped(kind);
            }
            else if (clusters.Size(root) > 1)
            {
                fates.Add(new Fate(numbers.At(root).Packed, (int)(number - start), FateKind.Kept));
                summary.AddCluster(clusters.Size(root));
            }
        }

        return fates;
    }

    private static async Task WriteAsync(
        IFileStore work, int shard, List<Fate> fates, List<RemovedPart> removed, CancellationToken cancellationToken)
    {
        var file = await SectionFileWriter.CreateAsync(work, WorkFiles.Fates(shard), FileKind.Fates, cancellationToken)
            .ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        await file.WriteAsync(Fates.RecordsTag, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(fates)).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        await file.WriteAsync(Fates.PartsTag, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(removed)).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        await file.CompleteAsync(records: 0, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what <see cref="ClusterSummary"/> has.</summary>
    private sealed class SummaryBuilder
    {
        private readonly List<long> _sizes = [];
        private long _clusters;
        private long _exact;
        private long _near;
        private long _largest;

        public long Parts { get; set; }

        public void AddDropped(FateKind kind)
        {
            _exact += kind == FateKind.Exact ? 1 : 0;
            _near += kind == FateKind.Near ? 1 : 0;
        }

        public void AddCluster(long size)
        {
            var magnitude = BitOperations.Log2((ulong)size) - 1;
            while (_sizes.Count <= magnitude)
            {
                _sizes.Add(0);
            }

            _sizes[magnitude]++;
            _clusters++;
            _largest = Math.Max(_largest, size);
        }

        public ClusterSummary Build() => new(_clusters, _exact, _near, Parts, _largest, _sizes);
    }
}
