using CsCheck;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class ExactDedupTests
{
    private static readonly DedupSpec Exact = new();

    [Fact]
    public async Task Run_AnyTextsInAnyShards_KeepsTheFirstOfEach()
    {
        var text = Gen.Int[0, 30].Select(number => $"text {number}");
        await Gen.Select(text.Array[0, 100], Gen.Int[1, 9], Gen.Int, Gen.Bool).SampleAsync(
            async (texts, shards, seed, tiny) =>
            {
                var result = await Deduplicated.RunAsync(texts, Exact, shards, seed, tiny ? DedupLimits.Tiny : null);
                return result.Kept.SequenceEqual(Enumerable.Range(0, texts.Length).Where(i => Array.IndexOf(texts, texts[i]) == i))
                    && Enumerable.Range(0, texts.Length).All(i => result.Roots[i] == Array.IndexOf(texts, texts[i]));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task Run_Duplicates_CountsThem()
    {
        var result = await Deduplicated.RunAsync(["a", "b", "a", "c", "a", "b", "d", "a", "a"], Exact);
        var summary = result.Summary;
        (summary.Clusters, summary.Exact, summary.Near, summary.Parts, summary.Largest).ShouldBe((2, 5, 0, 0, 5));
        summary.Sizes.ShouldBe([1, 1]);
        result.Fates.Count(fate => fate == FateKind.Exact).ShouldBe(5);
    }

    [Fact]
    public async Task Run_ManyCopiesOfOneText_MakesOnePairOfEach()
    {
        const int Copies = 50_000;
        var texts = Enumerable.Repeat("the same words again and again", Copies).ToArray();
        var result = await Deduplicated.RunAsync(texts, new DedupSpec { Exact = false, Fuzzy = new FuzzySpec() }, shards: 8);
        result.Kept.ShouldBe([0]);
        result.Summary.Largest.ShouldBe(Copies);

        // Of each copy one pair at most in each range, twenty-four bytes each.
        var pairs = result.Work.Files.Where(file => file.Key.StartsWith("match/", StringComparison.Ordinal)).Sum(file => file.Value.LongLength);
        pairs.ShouldBeLessThan(Copies * 8L * 25);
    }

    [Fact]
    public async Task Run_NoRecords_LeavesNothingToDrop()
    {
        var result = await Deduplicated.RunAsync([], Exact);
        result.Summary.Clusters.ShouldBe(0);
        result.Work.Files.Keys.Count(name => name.StartsWith("resolve/", StringComparison.Ordinal)).ShouldBe(3);
    }
}
