using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>
/// Compares the records that the match found nearly alike, where the job asks for it, and pairs each one that is to be dropped with the one
/// that it is like and that stays: see <see cref="Leaders"/>. Each group has some clusters, whole, and is compared by itself.
/// </summary>
internal static class VerifyStage
{
    /// <summary>How many bytes of gathered records are compared in one pass. In memory they take more: up to five times if they are short.</summary>
    public const long DefaultLimit = 32 * 1024 * 1024;

    private const int MostGroups = 256;

    /// <summary>How many groups there are for so many shards.</summary>
    public static int Groups(int shards) => Math.Min(shards, MostGroups);

    /// <summary>Writes the pairs of one group. It needs the shingles of all shards.</summary>
    /// <param name="work">Where shingles come from, and pairs go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="group">The group.</param>
    /// <param name="spec">How alike records must be.</param>
    /// <param name="cancellationToken">Ends it early; nothing is left then.</param>
    /// <param name="limit">How many bytes of gathered records are compared in one pass.</param>
    /// <exception cref="DamagedFileException">A file of shingles is damaged.</exception>
    public static async Task RunAsync(
        IFileStore work, int shards, int group, FuzzySpec spec, CancellationToken cancellationToken, long limit = DefaultLimit)
    {
        var bytes = 0L;
        for (var shard = 0; shard < shards; shard++)
        {
            var file = await OpenAsync(work, shard, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            bytes += file.Of(group).Sum(section => (long)section.Length);
        }

        var pairs = await PairsWriter.CreateAsync(work, WorkFiles.Verified(group), cancellationToken).ConfigureAwait(false);
        await using var ownPairs = pairs.ConfigureAwait(false);
        var passes = (uint)Math.Min((bytes / limit) + 1, int.MaxValue);
        for (var pass = 0u; pass < passes; pass++)
        {
            var leaders = new Leaders(spec.Verify ?? 0);
            for (var shard = 0; shard < shards; shard++)
            {
                var file = await OpenAsync(work, shard, cancellationToken).ConfigureAwait(false);
                await using var ownFile = file.ConfigureAwait(false);
                foreach (var section in file.Of(group))
                {
                    using var gathered = await file.ReadAsync<uint>(section, cancellationToken).ConfigureAwait(false);
                    Compare(gathered.Content.Span, shard, spec.Bands, cluster => PassOf(cluster, passes) == pass, leaders, pairs.Pending);
                    await pairs.FlushAsync(shard, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        await pairs.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // The upper half of the cluster's number has told the group.
    private static uint PassOf(ulong cluster, uint passes) => (uint)(((ulong)(uint)cluster * passes) >> 32);

    private static void Compare(
        ReadOnlySpan<uint> gathered, int shard, int bands, Func<ulong, bool> isOfPass, Leaders leaders, List<Pair> pairs)
    {
        while (!gathered.IsEmpty)
        {
            var record = GatheredRecord.Read(ref gathered, bands);
            var index = record.Candidate.Index;
            if (isOfPass(record.Candidate.Cluster) && leaders.Find(record, new RecordId(shard, index).Packed) is { } leader)
            {
                pairs.Add(new Pair(leader, 0, index, 0, MarkKind.Near));
            }
        }
    }

    private static Task<SectionFile> OpenAsync(IFileStore work, int shard, CancellationToken cancellationToken) =>
        SectionFile.OpenAsync(work, WorkFiles.Shingles(shard), FileKind.Shingles, cancellationToken);
}
