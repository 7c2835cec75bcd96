using System.Buffers;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Fuzzy;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>
/// Goes once through a shard, and leaves of each candidate the shingles for the group that compares it. So every text is read once and in
/// order, however many others it is compared with and wherever these stand.
/// </summary>
internal static class GatherStage
{
    /// <summary>Eight megabytes of shingles.</summary>
    public const int DefaultLimit = 1 << 21;

    /// <summary>Writes the shingles of a shard's candidates. It needs its candidates.</summary>
    /// <param name="work">Where candidates come from, and shingles go.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="groups">How many groups there are: <see cref="VerifyStage.Groups"/>.</param>
    /// <param name="spec">What a shingle is, and a band.</param>
    /// <param name="records">Reads the records of the shard whose numbers are wanted, in order, each after it was asked for.</param>
    /// <param name="cancellationToken">Ends it early; nothing is left then.</param>
    /// <param name="limit">How many shingles are held in memory.</param>
    /// <exception cref="DamagedFileException">A file is damaged.</exception>
    public static async Task RunAsync(
        IFileStore work,
        int shard,
        int groups,
        FuzzySpec spec,
        Func<Func<int, bool>, IAsyncEnumerable<DatasetRecord>> records,
        CancellationToken cancellationToken,
        int limit = DefaultLimit)
    {
        var candidates = await CandidateStage.ReadAsync(work, shard, cancellationToken).ConfigureAwait(false);
        var file = await SectionFileWriter.CreateAsync(work, WorkFiles.Shingles(shard), FileKind.Shingles, cancellationToken).ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        var (gathered, next, held) = (new ArrayBufferWriter<uint>?[groups], 0, 0);
        var (signature, set, bands) = (new NearSignature(spec), new ShingleSet(), new ulong[spec.Bands]);
        if (candidates.Length > 0)
        {
            await foreach (var record in records(IsWanted).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                held += Gather(candidates[next], record);
                if (held >= limit)
                {
                    await FlushAsync(gathered, file, cancellationToken).ConfigureAwait(false);
                    held = 0;
                }
            }
        }

        await FlushAsync(gathered, file, cancellationToken).ConfigureAwait(false);
        await file.CompleteAsync(candidates.Length, cancellationToken).ConfigureAwait(false);

        bool IsWanted(int index)
        {
            while (next < candidates.Length && candidates[next].Index < index)
            {
                next++;
            }

            return next < candidates.Length && candidates[next].Index == index;
        }

        int Gather(Candidate candidate, DatasetRecord record)
        {
            signature.Read(record, set);
            for (var band = 0; band < bands.Length; band++)
            {
                bands[band] = (ulong)(signature.Band(band) >> 64);
            }

            var one = new GatheredRecord { Candidate = candidate, Bands = bands, Shingles = set.Sorted() };
            one.Write(gathered[candidate.Group(groups)] ??= new ArrayBufferWriter<uint>());
            return one.Shingles.Length;
        }
    }

    private static async Task FlushAsync(ArrayBufferWriter<uint>?[] gathered, SectionFileWriter file, CancellationToken cancellationToken)
    {
        for (var group = 0; group < gathered.Length; group++)
        {
            if (gathered[group] is { WrittenCount: > 0 } one)
            {
                using var bytes = Lent<byte>.Of(MemoryMarshal.AsBytes(one.WrittenSpan));
                await file.WriteAsync(group, bytes.Content, cancellationToken).ConfigureAwait(false);
                one.ResetWrittenCount();
            }
        }
    }
}
