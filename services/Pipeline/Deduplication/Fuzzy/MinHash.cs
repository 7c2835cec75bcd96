using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// The signature of a set of shingles: for each of some permutations of the numbers of 32 bits, the least of what the shingles become. Two
/// signatures agree in about such a share of their places as the sets' Jaccard similarity. An instance serves one thread.
/// </summary>
/// <remarks>
/// A permutation is <c>(x ^ s) * a</c> with an odd <c>a</c>. Shingles are hashes already, so that they need no more to be spread; the
/// tests measure that pairs are found as often as with independent permutations.
/// </remarks>
internal sealed class MinHash
{
    // Two vectors' places at a time: with more, their constants no longer stay in registers.
    private const int Step = 16;
    private const int BatchLength = 1024;

    private readonly int _permutations;
    private readonly uint[] _least;
    private readonly uint[] _seeds;
    private readonly uint[] _factors;
    private readonly uint[] _batch = new uint[BatchLength];

    /// <param name="permutations">How many permutations there are.</param>
    public MinHash(int permutations)
    {
        _permutations = permutations;
        var places = (permutations + Step - 1) / Step * Step;
        (_least, _seeds, _factors) = (new uint[places], new uint[places], new uint[places]);
        var state = Mix.Third;
        for (var i = 0; i < places; i++)
        {
            var random = Mix.Fold(state += Mix.First, Mix.Second);
            (_seeds[i], _factors[i]) = ((uint)random, (uint)(random >> 32) | 1);
        }
    }

    /// <summary>The signature so far.</summary>
    public ReadOnlySpan<uint> Signature => _least.AsSpan(0, _permutations);

    /// <summary>Begins another set.</summary>
    public void Reset() => Array.Fill(_least, uint.MaxValue);

    /// <summary>Adds shingles; one that is there already changes nothing.</summary>
    public void Add(ReadOnlySpan<ulong> shingles)
    {
        while (!shingles.IsEmpty)
        {
            var batch = _batch.AsSpan(0, Math.Min(shingles.Length, BatchLength));
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = (uint)(shingles[i] >> 32);
            }

            shingles = shingles[batch.Length..];
            for (var place = 0; place < _least.Length; place += Step)
            {
                AddTo(place, batch);
            }
        }
    }

    private void AddTo(int place, ReadOnlySpan<uint> batch)
    {
        var least = MemoryMarshal.Cast<uint, Vector256<uint>>(_least.AsSpan(place, Step));
        var seeds = MemoryMarshal.Cast<uint, Vector256<uint>>(_seeds.AsSpan(place, Step));
        var factors = MemoryMarshal.Cast<uint, Vector256<uint>>(_factors.AsSpan(place, Step));
        var (least0, least1) = (least[0], least[1]);
        var (seed0, seed1) = (seeds[0], seeds[1]);
        var (factor0, factor1) = (factors[0], factors[1]);
        foreach (var shingle in batch)
        {
            var value = Vector256.Create(shingle);
            least0 = Vector256.Min(least0, (value ^ seed0) * factor0);
            least1 = Vector256.Min(least1, (value ^ seed1) * factor1);
        }

        (least[0], least[1]) = (least0, least1);
    }
}
