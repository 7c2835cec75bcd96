using System.Globalization;
using Text2Llm.Pipeline.Deduplication;

namespace Text2Llm.Pipeline.Layout;

/// <summary>Divides the records of one split into data files, in order. It knows nothing of shards, so that neither do the files.</summary>
/// <param name="split">The split.</param>
/// <param name="name">The beginning of the files' names.</param>
/// <param name="maxBytes">About how large a file may be.</param>
internal sealed class PartCutter(Split split, string name, long maxBytes)
{
    // What a record costs beside its text: an id, the name of its file, the row.
    private const int RecordOverhead = 64;

    private readonly List<OutputPart> _parts = [];
    private RecordId _first;
    private RecordId _last;
    private long _records;
    private long _bytes;

    public void Add(RecordId record, long length)
    {
        var size = length + RecordOverhead;
        if (_records > 0 && _bytes + size > maxBytes)
        {
            EndPart();
        }

        _first = _records == 0 ? record : _first;
        _last = record;
        _records++;
        _bytes += size;
    }

    /// <summary>The files. There is always one, even with no record.</summary>
    public IReadOnlyList<OutputPart> Finish()
    {
        if (_records > 0 || _parts.Count == 0)
        {
            EndPart();
        }

        return _parts;
    }

    private void EndPart()
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{_parts.Count:d5}");
        _parts.Add(new OutputPart(file, split, _first, _last, _records));
        (_records, _bytes) = (0, 0);
    }
}
