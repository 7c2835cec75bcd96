using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>Texts that went through all stages of the deduplication, in shards.</summary>
internal sealed class Deduplicated
{
    private Deduplicated(WorkStore work, ClusterSummary summary, string?[] texts, FateKind[] fates, int[] roots)
    {
        (Work, Summary, Texts, Fates, Roots) = (work, summary, texts, fates, roots);
    }

    /// <summary>The files that the stages left.</summary>
    public WorkStore Work { get; }

    public ClusterSummary Summary { get; }

    /// <summary>What is left of each text; null of one that is dropped.</summary>
    public string?[] Texts { get; }

    public FateKind[] Fates { get; }

    /// <summary>The first text of each one's cluster.</summary>
    public int[] Roots { get; }

    /// <summary>The numbers of the texts that stay.</summary>
    public IEnumerable<int> Kept => Enumerable.Range(0, Texts.Length).Where(number => Texts[number] is not null);

    /// <summary>Goes through all stages; the shards and ranges of each in an order that depends on a seed, several at once.</summary>
    public static async Task<Deduplicated> RunAsync(
        IReadOnlyList<string> texts, DedupSpec spec, int shards = 3, int seed = 1, DedupLimits? limits = null)
    {
        limits ??= new DedupLimits();
        var (work, random, cancellation) = (new WorkStore(), new Random(seed), TestContext.Current.CancellationToken);

        // The cuts are anywhere, so that shards differ in length, and some may be empty.
        int[] cuts = [0, .. Enumerable.Range(1, shards - 1).Select(_ => random.Next(texts.Count + 1)).Order(), texts.Count];
        int[] Shuffled(int count)
        {
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            return order;
        }

        await Parallel.ForEachAsync(Shuffled(shards), cancellation, async (shard, token) =>
        {
            await using var marks = new DuplicateMarks(shard, MatchRanges.For(shards), work, limits.PendingMarks);
            await Signed.AddAsync(marks, [.. texts.Take(cuts[shard]..cuts[shard + 1])], new MarkSigner(spec, seesAll: true), token);
            await marks.CompleteAsync(token);
        });
        await Parallel.ForEachAsync(
            Shuffled(MatchRanges.For(shards)),
            cancellation,
            async (range, token) => await MatchStage.RunAsync(work, shards, range, Path.GetTempPath(), token, limits.MatchedMarks));
        if (spec.Fuzzy is { Verify: not null } fuzzy)
        {
            var groups = VerifyStage.Groups(shards);
            await CandidateStage.RunAsync(work, shards, Path.GetTempPath(), cancellation, limits.RecordsInMemory);
            await Parallel.ForEachAsync(Shuffled(shards), cancellation, async (shard, token) =>
            {
                var own = texts.Take(cuts[shard]..cuts[shard + 1]).ToArray();
                IAsyncEnumerable<DatasetRecord> Records(Func<int, bool> wanted) =>
                    Enumerable.Range(0, own.Length).Where(wanted).Select(index => DatasetRecord.OfText(own[index])).ToAsyncEnumerable();
                await GatherStage.RunAsync(work, shard, groups, fuzzy, Records, token, limits.GatheredShingles);
            });
            await Parallel.ForEachAsync(
                Shuffled(groups),
                cancellation,
                async (group, token) => await VerifyStage.RunAsync(work, shards, group, fuzzy, token, limits.VerifiedBytes));
        }

        var summary = await ResolveStage.RunAsync(work, shards, spec, Path.GetTempPath(), cancellation, limits.RecordsInMemory);
        return await ReadAsync(work, summary, texts, cuts, spec.Parts);
    }

    private static async Task<Deduplicated> ReadAsync(
        WorkStore work, ClusterSummary summary, IReadOnlyList<string> texts, int[] cuts, DedupParts parts)
    {
        var (left, kinds, roots) = (new string?[texts.Count], new FateKind[texts.Count], new int[texts.Count]);
        for (var shard = 0; shard < cuts.Length - 1; shard++)
        {
            var fates = await Pipeline.Deduplication.Resolving.Fates.ReadAsync(work, shard, TestContext.Current.CancellationToken);
            for (var number = cuts[shard]; number < cuts[shard + 1]; number++)
            {
                var index = number - cuts[shard];
                var fate = fates.Of(index) ?? new Fate(new RecordId(shard, index).Packed, index, FateKind.Kept);
                var root = RecordId.Unpack(fate.Root);
                (kinds[number], roots[number]) = (fate.Kind, cuts[root.Shard] + root.Index);
                left[number] = fate.Kind == FateKind.Kept
                    ? TextParts.Without(texts[number], parts, fates.RemovedParts(index))
                    : null;
            }
        }

        return new Deduplicated(work, summary, left, kinds, roots);
    }
}
