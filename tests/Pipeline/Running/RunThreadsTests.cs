using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class RunThreadsTests
{
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(100, 2, 1)]
    public void Of_TwoCores_UsesThemBoth(int shards, int scans, int threads)
    {
        var used = RunThreads.Of(new RunOptions { Cores = 2 }, shards);
        (used.Scans, used.ThreadsOfAScan).ShouldBe((scans, threads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Of_MoreCoresThanMemoryIsFor_TakesFewer(int shards)
    {
        var used = RunThreads.Of(new RunOptions { Cores = int.MaxValue, Memory = new ByteSize(1L << 30) }, shards);
        (used.Scans * used.ThreadsOfAScan).ShouldBeInRange(1, 64);
        used.Writes.ShouldBeInRange(1, 8);
    }

    [Fact]
    public void Of_HardlyAnyMemory_GoesOnWithOneOfEach() =>
        RunThreads.Of(new RunOptions { Cores = 8, Memory = new ByteSize(1) }, 8).ShouldBe(new RunThreads(1, 1, 1, 1));
}
