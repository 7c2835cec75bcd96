using System.Numerics;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Counts lengths by their magnitude: 0, 1, 2 to 3, 4 to 7, 8 to 15, and so on.</summary>
internal sealed class LengthHistogram
{
    private readonly long[] _counts = new long[33];

    public void Add(int length) => _counts[length == 0 ? 0 : BitOperations.Log2((uint)length) + 1]++;

    /// <summary>The counts, to the last that is not 0.</summary>
    public IReadOnlyList<long> Counts => _counts[..(Array.FindLastIndex(_counts, count => count > 0) + 1)];

    /// <summary>Several, summed up.</summary>
    public static IReadOnlyList<long> Sum(IReadOnlyCollection<IReadOnlyList<long>> all) =>
        [.. Enumerable.Range(0, all.Select(counts => counts.Count).DefaultIfEmpty().Max())
            .Select(magnitude => all.Sum(counts => magnitude < counts.Count ? counts[magnitude] : 0))];
}
