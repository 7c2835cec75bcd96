using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>The bands of a record's MinHash signature: records that are nearly alike have one in common. An instance serves one thread.</summary>
internal sealed class NearSignature(FuzzySpec spec)
{
    private readonly int _rows = spec.Permutations / spec.Bands;
    private readonly ShingleStream _shingles = new(spec.Shingle);
    private readonly MinHash _signature = new(spec.Permutations);

    /// <summary>How many bands there are.</summary>
    public int Bands => spec.Bands;

    /// <summary>Reads a record. False when it has too few words for one shingle, and so no bands.</summary>
    /// <param name="record">The record.</param>
    /// <param name="set">Takes its shingles, where they are wanted.</param>
    public bool Read(DatasetRecord record, ShingleSet? set = null)
    {
        _signature.Reset();
        set?.Clear();
        var any = Read(NearText.Of(record), NearText.SeedOf(record), set);
        return (record.Kind == RecordKind.Preference && NearText.TryGetRejected(record, out var rejected, out var seed)
            && Read(rejected, seed, set)) || any;
    }

    /// <summary>A band of the record that was read last.</summary>
    public UInt128 Band(int number) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(_signature.Signature.Slice(number * _rows, _rows)), seed: number);

    private bool Read(string text, ulong seed, ShingleSet? set)
    {
        var any = false;
        _shingles.Start(text, seed);
        while (_shingles.Next(out var shingles))
        {
            any |= !shingles.IsEmpty;
            _signature.Add(shingles);
            set?.Add(shingles);
        }

        return any;
    }
}
