using System.Numerics;

namespace Text2Llm.Pipeline.Decontamination;

/// <summary>
/// Which hashes belong to which benchmark: a table with open addressing, and before it a bitmap that answers nearly every question, for it
/// stays in the processor's cache. Made once; then any number of threads may read it.
/// </summary>
internal sealed class NgramSet
{
    // At least half of the places are free: 8 to 16 bits for each hash, one of which is set.
    private const int BitsPerPlace = 4;

    private readonly ulong[] _filter;
    private readonly ulong[] _hashes;
    private readonly int[] _values;

    /// <param name="hashes">The hashes with the number of what they belong to.</param>
    public NgramSet(IReadOnlyCollection<KeyValuePair<ulong, int>> hashes)
    {
        var places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, hashes.Count * 2));
        _filter = new ulong[Math.Max(1, (long)places * BitsPerPlace / 64)];
        _hashes = new ulong[places];
        _values = new int[places];
        foreach (var (hash, value) in hashes)
        {
            var place = Place(hash);
            while (_hashes[place] != 0)
            {
                place = (place + 1) & (places - 1);
            }

            _hashes[place] = Key(hash);
            _values[place] = value;
            var bit = Bit(hash);
            _filter[bit >> 6] |= 1UL << (int)bit;
        }

        Count = hashes.Count;
    }

    /// <summary>How many hashes there are.</summary>
    public int Count { get; }

    /// <summary>Whether a hash may be there; false is certain.</summary>
    public bool MayContain(ulong hash)
    {
        var bit = Bit(hash);
        return (_filter[bit >> 6] >> (int)bit & 1) != 0;
    }

    /// <summary>What a hash belongs to, or -1.</summary>
    public int Find(ulong hash)
    {
        for (var place = Place(hash); _hashes[place] != 0; place = (place + 1) & (_hashes.Length - 1))
        {
            if (_hashes[place] == Key(hash))
            {
                return _values[place];
            }
        }

        return -1;
    }

    // Zero marks a free place.
    private static ulong Key(ulong hash) => hash == 0 ? 1 : hash;

    private int Place(ulong hash) => (int)(hash >> 32) & (_hashes.Length - 1);

    private uint Bit(ulong hash) => (uint)hash & (uint)((_filter.Length * 64L) - 1);
}
