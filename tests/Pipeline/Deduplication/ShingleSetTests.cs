using System.Runtime.InteropServices;
using CsCheck;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class ShingleSetTests
{
    [Fact]
    public void Similarity_AnySets_IsWhatBothHaveOfWhatEitherHas()
    {
        var shingles = Gen.ULong[0, 40].Array[0, 60];
        Gen.Select(shingles, shingles).Sample((one, other) =>
        {
            var (left, right) = (one.ToHashSet(), other.ToHashSet());
            var either = left.Union(right).Count();
            var expected = either == 0 ? 0 : (double)left.Intersect(right).Count() / either;
            return ShingleSet.Similarity(Sorted(one), Sorted(other)) == expected;
        });
    }

    [Theory]
    [InlineData(0.79)]
    [InlineData(0.81)]
    [InlineData(1.0)]
    public void Similarity_OfMillions_IsNearlyThatOfTheWholeInBoundedMemory(double similarity)
    {
        const int Each = 1_000_000;
        var common = (int)(2 * Each * similarity / (1 + similarity));
        var random = new Random(3);
        var all = new ulong[(2 * Each) - common];
        random.NextBytes(MemoryMarshal.AsBytes(all.AsSpan()));
        var set = new ShingleSet();
        Add(set, all.AsSpan(0, Each));
        var one = set.Sorted().ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        set.Clear();
        Add(set, all.AsSpan(Each - common));
        Add(set, all.AsSpan(Each - common)); // What is there already changes nothing.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);

        one.Length.ShouldBe(ShingleSet.Most);
        ShingleSet.Similarity(one, set.Sorted()).ShouldBe(similarity, tolerance: 0.005);
    }

    private static void Add(ShingleSet set, ReadOnlySpan<ulong> shingles)
    {
        for (; !shingles.IsEmpty; shingles = shingles[Math.Min(4000, shingles.Length)..])
        {
            set.Add(shingles[..Math.Min(4000, shingles.Length)]);
        }
    }

    private static uint[] Sorted(ulong[] shingles)
    {
        var set = new ShingleSet();
        set.Add([.. shingles.Select(shingle => shingle << 32)]);
        return set.Sorted().ToArray();
    }
}
