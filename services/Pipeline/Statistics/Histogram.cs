using System.Numerics;
using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Statistics;

/// <summary>
/// How often which lengths occur. Buckets are exact up to 8 and grow from there by a quarter of the next lower power of two, so that any is
/// right to a fifth; counts of parts add up, in any order, to those of the whole.
/// </summary>
public sealed class Histogram
{
    private const int Exact = 8; // lengths with a bucket of their own
    private const int Quarters = 4; // buckets of each power of two from there on

    /// <summary>How many lengths there are.</summary>
    [JsonInclude]
    public long Count { get; internal set; }

    /// <summary>Their sum.</summary>
    [JsonInclude]
    public long Sum { get; internal set; }

    /// <summary>The smallest; 0 where there are none.</summary>
    [JsonInclude]
    public long Min { get; internal set; }

    /// <summary>The largest.</summary>
    [JsonInclude]
    public long Max { get; internal set; }

    /// <summary>How many there are by the smallest length of their bucket; none is empty.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SortedDictionary<long, long> Buckets { get; } = [];

    /// <summary>Adds a length of 0 or more.</summary>
    internal void Add(long length)
    {
        Add(1, length, length, length);
        var bucket = BucketOf(length);
        Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + 1;
    }

    /// <summary>Adds all of another.</summary>
    internal void Add(Histogram other)
    {
        if (other.Count == 0)
        {
            return;
        }

        Add(other.Count, other.Sum, other.Min, other.Max);
        foreach (var (bucket, count) in other.Buckets)
        {
            Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + count;
        }
    }

    /// <summary>The smallest length of the bucket of a length.</summary>
    internal static long BucketOf(long length)
    {
        if (length < Exact)
        {
            return length;
        }

        var width = (1L << BitOperations.Log2((ulong)length)) / Quarters;
        return length / width * width;
    }

    private void Add(long count, long sum, long min, long max)
    {
        Min = Count == 0 ? min : Math.Min(Min, min);
        Max = Math.Max(Max, max);
        Count += count;
        Sum += sum;
    }
}
