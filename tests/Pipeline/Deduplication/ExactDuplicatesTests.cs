using CsCheck;
using Text2Llm.Pipeline.Deduplication;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class ExactDuplicatesTests
{
    [Fact]
    public void IsFirst_AnyHashes_DoesAsASetDoes()
    {
        // Few different halves, so that hashes repeat and meet in one place, and zero is among them.
        var half = Gen.ULong[0, 40];
        Gen.Select(half, half).Select((upper, lower) => new UInt128(upper, lower)).Array[0, 3000].Sample(
            hashes =>
            {
                var (duplicates, set) = (new ExactDuplicates(), new HashSet<UInt128>());
                return Array.TrueForAll(hashes, hash => duplicates.IsFirst(hash) == set.Add(hash));
            },
            iter: 200);
    }

    [Fact]
    public void IsFirst_ManyTexts_TellsThemApart()
    {
        var duplicates = new ExactDuplicates();
        bool IsFirst(int number) => duplicates.IsFirst(ContentHash.Of($"text {number}").Hash);
        Enumerable.Range(0, 200_000).All(IsFirst).ShouldBeTrue();
        Enumerable.Range(0, 200_000).Any(IsFirst).ShouldBeFalse();
    }
}
