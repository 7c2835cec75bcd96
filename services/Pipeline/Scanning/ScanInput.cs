using System.Buffers;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Records as they were read, on their way to a worker. Their fields are copied, since a reader keeps them only until the next record.</summary>
internal sealed class ScanInput : IDisposable
{
    // What a record costs beside its text, so that a batch of nothing but empty records ends too.
    private const int RecordOverhead = 64;

    private readonly List<Entry> _items = [];
    private byte[] _json = [];
    private int _jsonLength;

    /// <summary>How many records there are.</summary>
    public int Count => _items.Count;

    /// <summary>About how many bytes they take.</summary>
    public long Bytes { get; private set; }

    public void Add(int source, in ParsedRecord record)
    {
        _items.Add(new Entry(source, record.Row, record.Text, record.Rejection, _jsonLength, record.Json.Length));
        if (record.Json.Length > 0)
        {
            Append(record.Json.Span);
        }

        Bytes += RecordOverhead + (record.Text?.Length ?? 0) + record.Json.Length;
    }

    /// <summary>A record and the number of its source.</summary>
    public (int Source, ParsedRecord Record) this[int number]
    {
        get
        {
            var item = _items[number];
            return (item.Source, new ParsedRecord(item.Row, item.Text, item.Rejection, _json.AsMemory(item.JsonStart, item.JsonLength)));
        }
    }

    public void Dispose()
    {
        if (_json.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_json);
            _json = [];
        }
    }

    private void Append(ReadOnlySpan<byte> json)
    {
        if (_json.Length - _jsonLength < json.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_jsonLength + json.Length, _json.Length * 2));
            _json.AsSpan(0, _jsonLength).CopyTo(larger);
            Dispose();
            _json = larger;
        }

        json.CopyTo(_json.AsSpan(_jsonLength));
        _jsonLength += json.Length;
    }

    private readonly record struct Entry(int Source, long Row, string? Text, Rejection? Rejection, int JsonStart, int JsonLength);
}
