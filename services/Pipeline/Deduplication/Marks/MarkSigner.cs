using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>
/// Makes the marks of records, which <see cref="DuplicateMarks"/> then takes batch by batch, in the order of records. It is the costly part
/// of marking, and is done by many threads: an instance serves one.
/// </summary>
/// <param name="spec">Which duplicates are looked for.</param>
/// <param name="seesAll">Whether every record of the shard comes here, in order, so that what one batch has seen is known in the next.</param>
internal sealed class MarkSigner(DedupSpec spec, bool seesAll)
{
    private readonly BandMarks? _bands = spec.Fuzzy is { } fuzzy ? new BandMarks(fuzzy) : null;
    private readonly RecentHashes _recent = new();

    /// <summary>Begins a batch.</summary>
    public void Begin()
    {
        if (!seesAll)
        {
            _recent.Clear();
        }
    }

    /// <summary>Adds a record's marks: of its whole text, of its bands, of its parts.</summary>
    /// <param name="index">The record's number in the batch.</param>
    /// <param name="record">The record as it would be written.</param>
    /// <param name="hash">Its <see cref="ContentHash"/>.</param>
    /// <param name="marks">The batch's marks.</param>
    public void Sign(int index, DatasetRecord record, UInt128 hash, MarkBuffer marks)
    {
        var repeated = false;
        if (spec.Exact)
        {
            var whole = Mark.Of(MarkKind.Exact, hash, index);
            marks.Add(whole);
            repeated = _recent.Seen(whole);
        }

        // What is repeated here DuplicateMarks has seen too, and would leave out the bands.
        if (!repeated)
        {
            _bands?.Add(index, record, marks);
        }

        if (spec.Parts != DedupParts.None && record.Kind == RecordKind.Text)
        {
            AddParts(index, record.Content, marks);
        }
    }

    private void AddParts(int index, string text, MarkBuffer marks)
    {
        foreach (var part in new TextParts(text, spec.Parts))
        {
            if (part.Hash is { } hash && part.Number <= Mark.MaxPart)
            {
                marks.Add(Mark.OfPart(hash, index, part.Number));
            }
        }
    }
}
