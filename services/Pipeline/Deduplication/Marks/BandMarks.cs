using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Fuzzy;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>The marks by which texts that are nearly alike are found: the bands of their MinHash signatures. An instance serves one thread.</summary>
internal sealed class BandMarks(FuzzySpec spec)
{
    private readonly int _rows = spec.Permutations / spec.Bands;
    private readonly ShingleStream _shingles = new(spec.Shingle);
    private readonly MinHash _signature = new(spec.Permutations);

    /// <summary>Adds a text's marks, one for each band; none when it has too few words for one shingle.</summary>
    public void Add(int index, string text, MarkBuffer marks)
    {
        var any = false;
        _signature.Reset();
        _shingles.Start(text);
        while (_shingles.Next(out var shingles))
        {
            any |= !shingles.IsEmpty;
            _signature.Add(shingles);
        }

        for (var band = 0; any && band < spec.Bands; band++)
        {
            var rows = MemoryMarshal.AsBytes(_signature.Signature.Slice(band * _rows, _rows));
            marks.Add(Mark.Of(MarkKind.Near, XxHash128.HashToUInt128(rows, seed: band), index));
        }
    }
}
