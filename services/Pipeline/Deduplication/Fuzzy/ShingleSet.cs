namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// The different shingles of a text, of which 32 bits are enough to compare. Of a text that has more than <see cref="Most"/> the least are
/// taken: as shingles are hashes, these are a sample of them, and their memory is bounded. An instance serves one thread, one text after
/// another.
/// </summary>
internal sealed class ShingleSet
{
    /// <summary>How many are kept at most. From so many a similarity is told to within a half of a hundredth.</summary>
    public const int Most = 1 << 16;

    private uint[] _shingles = new uint[4096];
    private int _count;

    /// <summary>Begins another text.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds shingles; one that is there already changes nothing.</summary>
    public void Add(ReadOnlySpan<ulong> shingles)
    {
        if (_count + shingles.Length > _shingles.Length)
        {
            MakeRoom(shingles.Length);
        }

        foreach (var shingle in shingles)
        {
            _shingles[_count++] = (uint)(shingle >> 32);
        }
    }

    /// <summary>All in ascending order; valid until more are added.</summary>
    public ReadOnlySpan<uint> Sorted()
    {
        Settle();
        return _shingles.AsSpan(0, _count);
    }

    /// <summary>The Jaccard similarity of two sets, sorted: what both have, as a share of what either has. Of two empty ones it is 0.</summary>
    public static double Similarity(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        var (i, j, both) = (0, 0, 0);

        // Beyond so many the least of a larger text are not all there.
        while (i < left.Length && j < right.Length && i + j - both < Most)
        {
            var (one, two) = (left[i], right[j]);
            both += one == two ? 1 : 0;
            i += one <= two ? 1 : 0;
            j += two <= one ? 1 : 0;
        }

        var either = Math.Min(left.Length + right.Length - both, Most);
        return either == 0 ? 0 : (double)both / either;
    }

    private void MakeRoom(int length)
    {
        if (_shingles.Length >= 2 * Most)
        {
            Settle();
        }

        if (_count + length > _shingles.Length)
        {
            Array.Resize(ref _shingles, Math.Max(2 * _shingles.Length, _count + length));
        }
    }

    private void Settle()
    {
        var all = _shingles.AsSpan(0, _count);
        all.Sort();
        _count = 0;
        for (var i = 0; i < all.Length && _count < Most; i++)
        {
            if (i == 0 || all[i] != all[_count - 1])
            {
                all[_count++] = all[i];
            }
        }
    }
}
