using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Deduplication.Verifying;

/// <summary>
/// The records that stay, of those that are compared: one is dropped when an earlier one that stays has a band in common with it and is
/// alike enough. Records are to come in their order.
/// </summary>
/// <param name="threshold">How alike records must be.</param>
/// <param name="limit">How many shingles of one cluster are held. Further ones of it are compared, but nothing with them.</param>
internal sealed class Leaders(double threshold, int limit = Leaders.DefaultLimit)
{
    /// <summary>32 megabytes of shingles: a thousand times more than even large clusters have.</summary>
    public const int DefaultLimit = 1 << 23;

    // Pages of one template can have bands in common by the thousand, and yet be less alike than is asked for: without a bound, the time to
    // compare them would grow by their square.
    private const int MostOfABand = 16;

    private readonly List<Leader> _leaders = [];
    private readonly Dictionary<ulong, Band> _bands = [];
    private readonly List<Link> _links = [];
    private readonly Dictionary<ulong, int> _held = [];
    private readonly List<int> _found = [];

    /// <summary>The first leader that a record is like; where there is none, the record becomes one, and this is null.</summary>
    /// <param name="record">The record.</param>
    /// <param name="id">Its id, packed.</param>
    public ulong? Find(GatheredRecord record, ulong id)
    {
        _found.Clear();
        foreach (var hash in record.Bands)
        {
            if (_bands.TryGetValue(hash, out var band))
            {
                for (var link = band.Last; link >= 0; link = _links[link].Before)
                {
                    _found.Add(_links[link].Leader);
                }
            }
        }

        _found.Sort();
        var last = -1;
        foreach (var number in _found)
        {
            if (number != last && IsAlike(_leaders[number].Shingles, record.Shingles))
            {
                return _leaders[number].Id;
            }

            last = number;
        }

        Add(record, id);
        return null;
    }

    private bool IsAlike(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        // They have no more in common than the smaller one has.
        var (less, more) = (Math.Min(one.Length, other.Length), Math.Max(one.Length, other.Length));
        return (double)less / more >= threshold && ShingleSet.Similarity(one, other) >= threshold;
    }

    private void Add(GatheredRecord record, ulong id)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, record.Candidate.Cluster, out _);
        if (record.Shingles.Length > limit - held)
        {
            return;
        }

        held += record.Shingles.Length;
        foreach (var hash in record.Bands)
        {
            ref var band = ref CollectionsMarshal.GetValueRefOrAddDefault(_bands, hash, out var known);
            if (!known || band.Count < MostOfABand)
            {
                _links.Add(new Link(_leaders.Count, known ? band.Last : -1));
                band = new Band(_links.Count - 1, known ? band.Count + 1 : 1);
            }
        }

        _leaders.Add(new Leader(id, record.Shingles.ToArray()));
    }

    private readonly record struct Leader(ulong Id, uint[] Shingles);

    // A leader that has a band, and the link before it of the same band; or -1.
    private readonly record struct Link(int Leader, int Before);

    private readonly record struct Band(int Last, int Count);
}
