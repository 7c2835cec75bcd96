using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class RunThreadsTests
{
    [Theory]
    [InlineData(2, 1, 100, 2, 1)] // a core for each shard
    [InlineData(8, 1, 1, 1, 8)] // all cores for the only shard
    [InlineData(64, 1, 100, 5, 12)] // as many shards as memory has room for
    [InlineData(4, 0, 100, 1, 4)] // never none
    [InlineData(int.MaxValue, 1, 100, 5, 32)] // no thread that would never have work
    public void Of_CoresMemoryAndShards_DividesThem(int cores, int gigabytes, int shards, int scans, int threads)
    {
        var divided = RunThreads.Of(new RunOptions { Cores = cores, Memory = new ByteSize((long)gigabytes << 30) }, shards);
        divided.Scans.ShouldBe(scans);
        divided.ThreadsOfAScan.ShouldBe(threads);
        divided.Writes.ShouldBeInRange(1, cores);
    }
}
