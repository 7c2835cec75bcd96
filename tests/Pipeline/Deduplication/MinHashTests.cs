using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Fuzzy;

namespace Text2Llm.Pipeline.Tests.Deduplication;

public sealed class MinHashTests
{
    private const int Bands = 14;
    private const int Rows = 8;

    // What 1 - (1 - J^8)^14 is. The chance that so many trials miss it by more than two hundredths is one in four thousand.
    [Theory]
    [InlineData(0.60, 0.211)]
    [InlineData(0.70, 0.565)]
    [InlineData(0.75, 0.772)]
    [InlineData(0.80, 0.924)]
    [InlineData(0.85, 0.988)]
    public void Signature_SetsOfOneSimilarity_AgreeInABandAsOftenAsTheyShould(double similarity, double expected)
    {
        const int Trials = 8_000;
        const int Size = 180;
        var random = new Random(7);
        var (one, other) = (new MinHash(Bands * Rows), new MinHash(Bands * Rows));
        var all = new ulong[2 * Size];
        var common = (int)Math.Round(2 * Size * similarity / (1 + similarity));
        var found = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(all.AsSpan()));
            one.Reset();
            one.Add(all.AsSpan(0, Size));
            other.Reset();
            other.Add(all.AsSpan(Size - common, Size));
            found += Agree(one.Signature, other.Signature) ? 1 : 0;
        }

        ((double)found / Trials).ShouldBe(expected, tolerance: 0.02);
    }

    [Theory]
    [InlineData(112)]
    [InlineData(1)]
    [InlineData(100)]
    public void Signature_ShinglesInAnyOrderAndNumber_IsThatOfTheSet(int permutations)
    {
        var shingles = new ulong[3000];
        new Random(3).NextBytes(MemoryMarshal.AsBytes(shingles.AsSpan()));
        var (one, other) = (new MinHash(permutations), new MinHash(permutations));
        one.Reset();
        one.Add(shingles);
        other.Reset();
        Array.Reverse(shingles);
        other.Add(shingles.AsSpan(0, 2000));
        other.Add(shingles.AsSpan(1000));

        one.Signature.Length.ShouldBe(permutations);
        one.Signature.ToArray().ShouldBe(other.Signature.ToArray());
    }

    private static bool Agree(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        for (var band = 0; band < Bands; band++)
        {
            if (one.Slice(band * Rows, Rows).SequenceEqual(other.Slice(band * Rows, Rows)))
            {
                return true;
            }
        }

        return false;
    }
}
