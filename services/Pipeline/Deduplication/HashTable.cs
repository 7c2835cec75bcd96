namespace Text2Llm.Pipeline.Deduplication;

/// <summary>A set of hashes and nothing beside them: an array at least a quarter of which is free.</summary>
internal sealed class HashTable
{
    // Zero marks a free place, so that the hash that is zero is kept apart.
    private UInt128[] _places = new UInt128[16];
    private int _count;
    private bool _hasZero;

    /// <summary>Adds a hash; false when it is there already.</summary>
    public bool Add(UInt128 hash)
    {
        if (hash == UInt128.Zero)
        {
            var added = !_hasZero;
            _hasZero = true;
            return added;
        }

        if (_count >= _places.Length / 4 * 3)
        {
            Grow();
        }

        if (!Put(_places, hash))
        {
            return false;
        }

        _count++;
        return true;
    }

    private static bool Put(UInt128[] places, UInt128 hash)
    {
        // The upper half: hashes of one table have their lowest byte in common.
        var at = (int)((ulong)(hash >> 64) & (ulong)(places.Length - 1));
        for (; places[at] != UInt128.Zero; at = (at + 1) & (places.Length - 1))
        {
            if (places[at] == hash)
            {
                return false;
            }
        }

        places[at] = hash;
        return true;
    }

    private void Grow()
    {
        var larger = new UInt128[_places.Length * 2];
        foreach (var hash in _places)
        {
            if (hash != UInt128.Zero)
            {
                Put(larger, hash);
            }
        }

        _places = larger;
    }
}
