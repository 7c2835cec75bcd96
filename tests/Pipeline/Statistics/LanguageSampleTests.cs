using System.IO.Hashing;
using Text2Llm.Pipeline.Statistics;

namespace Text2Llm.Pipeline.Tests.Statistics;

public sealed class LanguageSampleTests
{
    [Theory]
    [InlineData(LanguageSample.Size, 1.0)]
    [InlineData(LanguageSample.Size * 2L, 0.5)]
    [InlineData(LanguageSample.Size * 100L, 0.01)]
    public void Has_SoManyRecords_IsAboutTheSample(long records, double share)
    {
        var sample = new LanguageSample(records);
        const int Looked = 100_000;
        var hits = Enumerable.Range(0, Looked).Count(number => sample.Has(XxHash128.HashToUInt128(BitConverter.GetBytes(number))));
        hits.ShouldBeInRange((int)(Looked * share * 0.9), (int)Math.Min(Looked, Looked * share * 1.1));
    }
}
