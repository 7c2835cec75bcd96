using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>
/// Tells which records are to be compared: those that a pair of nearly alike ones leads to, cluster by cluster, so that clusters can be
/// compared apart from each other. A record with the text of an earlier one is not among them: it shares the fate of that one. There is one
/// such stage, so that it does little for each pair.
/// </summary>
internal static class CandidateStage
{
    /// <summary>Writes the candidates of all shards. It needs the pairs of all ranges.</summary>
    /// <param name="work">Where pairs come from, and candidates go.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="scratch">The folder of temporary files.</param>
    /// <param name="cancellationToken">Ends it early. Candidates that are there by then are whole.</param>
    /// <param name="limit">With more records than this, temporary files take the place of memory.</param>
    /// <exception cref="DamagedFileException">A file is damaged.</exception>
    public static async Task RunAsync(IFileStore work, int shards, string scratch, CancellationToken cancellationToken, long limit = NumberTable.DefaultLimit)
    {
        var numbers = await RecordNumbers.ReadAsync(work, shards, cancellationToken).ConfigureAwait(false);
        using var clusters = new Clusters(numbers.Count, scratch, limit);
        await foreach (var (start, pairs) in ReadAsync(work, shards, numbers, cancellationToken).ConfigureAwait(false))
        {
            MarkExact(pairs.Span, start, clusters);
        }

        await foreach (var (start, pairs) in ReadAsync(work, shards, numbers, cancellationToken).ConfigureAwait(false))
        {
            Unite(pairs.Span, start, numbers, clusters);
        }

        clusters.Count();
        for (var shard = 0; shard < shards; shard++)
        {
            await WriteAsync(work, shard, CandidatesOf(shard, numbers, clusters), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the candidates of a shard, in the order of records.</summary>
    /// <exception cref="DamagedFileException">The file is damaged.</exception>
    public static async Task<Candidate[]> ReadAsync(IFileStore work, int shard, CancellationToken cancellationToken)
    {
        var file = await SectionFile.OpenAsync(work, WorkFiles.Candidates(shard), FileKind.Candidates, cancellationToken).ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        using var all = await file.ReadAsync<Candidate>(file.Sections[0], cancellationToken).ConfigureAwait(false);
        return all.Content.ToArray();
    }

    // All pairs, and the number of the first record of the shard of each one's later record.
    private static async IAsyncEnumerable<(long Start, ReadOnlyMemory<Pair> Pairs)> ReadAsync(
        IFileStore work,
        int shards,
        RecordNumbers numbers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var range = 0; range < MatchRanges.For(shards); range++)
        {
            var file = await SectionFile.OpenAsync(work, WorkFiles.Pairs(range), FileKind.Pairs, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            foreach (var section in file.Sections)
            {
                using var pairs = await file.ReadAsync<Pair>(section, cancellationToken).ConfigureAwait(false);
                yield return (numbers.Start(section.Tag), pairs.Content);
            }
        }
    }

    private static void MarkExact(ReadOnlySpan<Pair> pairs, long start, Clusters clusters)
    {
        foreach (ref readonly var pair in pairs)
        {
            if (pair.Kind == MarkKind.Exact)
            {
                clusters.MarkExact(start + pair.Index);
            }
        }
    }

    private static void Unite(ReadOnlySpan<Pair> pairs, long start, RecordNumbers numbers, Clusters clusters)
    {
        foreach (ref readonly var pair in pairs)
        {
            if (pair.Kind == MarkKind.Near && !clusters.IsExact(start + pair.Index))
            {
                clusters.Unite(numbers.Of(RecordId.Unpack(pair.First)), start + pair.Index);
            }
        }
    }

    private static Candidate[] CandidatesOf(int shard, RecordNumbers numbers, Clusters clusters)
    {
        var candidates = new List<Candidate>();
        var start = numbers.Start(shard);
        for (var number = start; number < numbers.Start(shard + 1); number++)
        {
            var root = clusters.Root(number);
            if (root != number || clusters.Size(root) > 1)
            {
                candidates.Add(new Candidate(Candidate.ClusterOf(root), (int)(number - start)));
            }
        }

        return [.. candidates];
    }

    private static async Task WriteAsync(IFileStore work, int shard, Candidate[] candidates, CancellationToken cancellationToken)
    {
        var file = await SectionFileWriter.CreateAsync(work, WorkFiles.Candidates(shard), FileKind.Candidates, cancellationToken)
            .ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        await file.WriteAsync(0, MemoryMarshal.AsBytes<Candidate>(candidates).ToArray(), cancellationToken).ConfigureAwait(false);
        await file.CompleteAsync(candidates.Length, cancellationToken).ConfigureAwait(false);
    }
}
