using Text2Llm.Pipeline.Deduplication.Fuzzy;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>The marks by which records that are nearly alike are found: the bands of their signatures. An instance serves one thread.</summary>
internal sealed class BandMarks(FuzzySpec spec)
{
    private readonly NearSignature _signature = new(spec);

    /// <summary>Adds a record's marks, one for each band; none when it has too few words for one shingle.</summary>
    public void Add(int index, DatasetRecord record, MarkBuffer marks)
    {
        if (_signature.Read(record))
        {
            for (var band = 0; band < _signature.Bands; band++)
            {
                marks.Add(Mark.Of(MarkKind.Near, _signature.Band(band), index));
            }
        }
    }
}
