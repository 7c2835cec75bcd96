using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Parts;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>
/// Decides which copy of a line or paragraph stays: the first that stands in a record that stays. To be asked shard after shard, in order.
/// </summary>
/// <param name="numbers">The records.</param>
/// <param name="clusters">Which of them stay.</param>
/// <param name="limit">How many parts are remembered whose first record is dropped. Of further ones every copy stays.</param>
internal sealed class PartSurvivors(RecordNumbers numbers, Clusters clusters, int limit = PartSurvivors.DefaultLimit)
{
    /// <summary>Forty megabytes of them. They are rare: that the first record is dropped says that one before has nearly the same text.</summary>
    private const int DefaultLimit = 1_000_000;

    // Parts whose first record is dropped, and of which a copy has been left standing since: that first place.
    private readonly HashSet<(ulong Record, int Part)> _settled = [];

    /// <summary>The parts to take out of the records of a shard that stay, in order.</summary>
    public async Task<List<RemovedPart>> RemovedAsync(int shard, PairRanges ranges, CancellationToken cancellationToken)
    {
        var copies = new List<Pair>();
        await foreach (var section in ranges.ReadAsync(shard, cancellationToken).ConfigureAwait(false))
        {
            copies.AddRange(MemoryMarshal.ToEnumerable(section).Where(pair => pair.Kind == MarkKind.Part));
        }

        copies.Sort((left, right) => (left.Index, left.Part).CompareTo((right.Index, right.Part)));
        var start = numbers.Start(shard);
        return [.. copies.Where(copy => Stays(start + copy.Index) && IsRemoved(copy)).Select(copy => new RemovedPart(copy.Index, copy.Part))];
    }

    private bool Stays(long number) => clusters.Root(number) == number;

    private bool IsRemoved(Pair copy)
    {
        if (Stays(numbers.Of(RecordId.Unpack(copy.First))))
        {
            return true;
        }

        var place = (copy.First, copy.FirstPart);
        if (_settled.Count < limit)
        {
            return !_settled.Add(place);
        }

        return _settled.Contains(place);
    }
}
