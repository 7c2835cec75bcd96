namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>The different shingles of a text, in ascending order.</summary>
internal readonly struct ShingleSet
{
    private readonly ulong[] _shingles;

    private ShingleSet(ulong[] shingles) => _shingles = shingles;

    /// <summary>The set of a text.</summary>
    public static ShingleSet Of(string text, ShingleStream stream)
    {
        var all = new List<ulong>();
        stream.Start(text);
        while (stream.Next(out var shingles))
        {
            all.AddRange(shingles);
        }

        var sorted = all.ToArray();
        Array.Sort(sorted);
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                sorted[count++] = sorted[i];
            }
        }

        Array.Resize(ref sorted, count);
        return new ShingleSet(sorted);
    }

    /// <summary>The Jaccard similarity: what both have, as a share of what either has. Of two empty sets it is 0.</summary>
    public double Similarity(ShingleSet other)
    {
        var (left, right) = (_shingles, other._shingles);
        var (i, j, both) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (one, two) = (left[i], right[j]);
            both += one == two ? 1 : 0;
            i += one <= two ? 1 : 0;
            j += two <= one ? 1 : 0;
        }

        var either = left.Length + right.Length - both;
        return either == 0 ? 0 : (double)both / either;
    }
}
