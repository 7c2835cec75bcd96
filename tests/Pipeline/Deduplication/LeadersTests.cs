using Text2Llm.Pipeline.Deduplication.Verifying;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class LeadersTests
{
    [Fact]
    public void Find_NoBandInCommon_IsNotCompared()
    {
        var leaders = new Leaders(0.5);
        Find(leaders, id: 1, band: 1, [1, 2, 3]).ShouldBeNull();
        Find(leaders, id: 2, band: 2, [1, 2, 3]).ShouldBeNull();
        Find(leaders, id: 3, band: 2, [1, 2, 4]).ShouldBe(2ul);
    }

    [Fact]
    public void Find_LikeSeveral_GivesTheFirst()
    {
        var leaders = new Leaders(0.5);
        Find(leaders, id: 1, band: 1, [1, 2, 3, 4, 5, 6]).ShouldBeNull();
        Find(leaders, id: 2, band: 1, [1, 2, 3, 7, 8, 9]).ShouldBeNull();
        Find(leaders, id: 3, band: 1, [1, 2, 3, 4, 5, 7, 8, 9]).ShouldBe(1ul);
    }

    [Fact]
    public void Find_ClusterBeyondTheLimit_ComparesWithThoseThatAreHeld()
    {
        var leaders = new Leaders(0.5, limit: 5);
        Find(leaders, id: 1, band: 1, [1, 2, 3]).ShouldBeNull();
        Find(leaders, id: 2, band: 1, [4, 5, 6]).ShouldBeNull(); // Not held.
        Find(leaders, id: 3, band: 1, [4, 5, 6]).ShouldBeNull();
        Find(leaders, id: 4, band: 1, [1, 2, 3]).ShouldBe(1ul);
        Find(leaders, id: 5, band: 2, [4, 5, 6], cluster: 2).ShouldBeNull(); // Another cluster has its own limit.
        Find(leaders, id: 6, band: 2, [4, 5, 6], cluster: 2).ShouldBe(5ul);
    }

    [Fact]
    public void Find_ManyUnlikeWithOneBand_ComparesWithTheFirstOfThem()
    {
        var leaders = new Leaders(0.5);
        for (var number = 1u; number <= 1000; number++)
        {
            Find(leaders, number, band: 1, [number]).ShouldBeNull();
        }

        Find(leaders, id: 2000, band: 1, [16]).ShouldBe(16ul);
        Find(leaders, id: 2001, band: 1, [17]).ShouldBeNull();
    }

    private static ulong? Find(Leaders leaders, ulong id, ulong band, uint[] shingles, ulong cluster = 1) =>
        leaders.Find(new GatheredRecord { Candidate = new Candidate(cluster, (int)id), Bands = [band], Shingles = shingles }, id);
}
