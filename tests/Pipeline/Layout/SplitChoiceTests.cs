using System.IO.Hashing;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Layout;

namespace Text2Llm.Pipeline.Tests.Layout;

public sealed class SplitChoiceTests
{
    [Fact]
    public void Of_ManyHashes_GivesEachSplitItsShare()
    {
        var choice = new SplitChoice(new SplitSpec { Train = 0.9, Validation = 0.08, Test = 0.02 });
        var counts = Hashes(100_000).CountBy(choice.Of).ToDictionary();
        counts[Split.Train].ShouldBeInRange(89_500, 90_500);
        counts[Split.Validation].ShouldBeInRange(7_700, 8_300);
        counts[Split.Test].ShouldBeInRange(1_850, 2_150);
    }

    [Fact]
    public void Of_AnotherSeed_ChoosesOtherwise()
    {
        var (one, other) = (new SplitSpec { Train = 0.5, Test = 0.5 }, new SplitSpec { Train = 0.5, Test = 0.5, Seed = 1 });
        Hashes(10_000).Count(hash => new SplitChoice(one).Of(hash) == new SplitChoice(other).Of(hash)).ShouldBeInRange(4_700, 5_300);
    }

    [Fact]
    public void Of_NoSplit_IsAlwaysTheSame()
    {
        var choice = new SplitChoice(null);
        choice.All.ShouldBe([Split.Train]);
        choice.NameOf(Split.Train).ShouldBe("part");
        Hashes(100).ShouldAllBe(hash => choice.Of(hash) == Split.Train);
    }

    [Fact]
    public void All_AShareOfNothing_HasNoFiles() =>
        new SplitChoice(new SplitSpec { Train = 0.9, Test = 0.1 }).All.ShouldBe([Split.Train, Split.Test]);

    [Fact]
    public void Of_SharesBelowOne_GivesOnlySplitsThatHaveFiles()
    {
        var choice = new SplitChoice(new SplitSpec { Train = 0, Validation = 0.3, Test = 0.3 });
        Hashes(1_000).ShouldAllBe(hash => choice.All.Contains(choice.Of(hash)));
    }

    private static IEnumerable<UInt128> Hashes(int count) =>
        Enumerable.Range(0, count).Select(number => XxHash128.HashToUInt128(BitConverter.GetBytes(number)));
}
