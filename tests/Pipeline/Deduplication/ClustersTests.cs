using CsCheck;
using Text2Llm.Pipeline.Deduplication.Resolving;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class ClustersTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(0)] // In temporary files.
    public void Root_AnyPairs_IsTheFirstRecordThatTheyLeadTo(long limit)
    {
        const int Records = 60;
        var record = Gen.Int[0, Records - 1];
        Gen.Select(record, record).Array[0, 80].Sample(
            pairs =>
            {
                using var clusters = new Clusters(Records, Path.GetTempPath(), limit);
                var roots = Enumerable.Range(0, Records).ToArray();
                foreach (var (one, other) in pairs)
                {
                    clusters.Unite(one, other);
                    var (first, later) = (Math.Min(roots[one], roots[other]), Math.Max(roots[one], roots[other]));
                    roots = [.. roots.Select(root => root == later ? first : root)];
                }

                clusters.Count();
                return Enumerable.Range(0, Records).All(number =>
                    clusters.Root(number) == roots[number] && clusters.Size(roots[number]) == roots.Count(root => root == roots[number]));
            },
            iter: 100);
    }

    [Fact]
    public void Root_MillionRecordsInAChain_IsTheFirst()
    {
        // The worst order: each is put before the root of all that came earlier.
        const int Records = 1_000_000;
        using var clusters = new Clusters(Records, Path.GetTempPath());
        for (var record = Records - 1; record > 0; record--)
        {
            clusters.Unite(record, record - 1);
        }

        clusters.Count();
        clusters.Root(Records - 1).ShouldBe(0);
        clusters.Size(0).ShouldBe(Records);
    }

    [Fact]
    public void IsExact_Marked_IsOfThatRecordAlone()
    {
        using var clusters = new Clusters(100, Path.GetTempPath());
        clusters.MarkExact(63);
        Enumerable.Range(0, 100).Where(record => clusters.IsExact(record)).ShouldBe([63]);
    }
}
