namespace Text2Llm.Pipeline.Comparing;

/// <summary>Counts which records two datasets share. A text that one has more often than the other is shared as often as the latter has it.</summary>
/// <param name="capacity">How many records are held in memory; the rest goes through temporary files.</param>
internal sealed class RecordMatcher(int capacity) : IDisposable
{
    // Of a text that one dataset has very much more often, so many records may still turn out to be changed ones.
    private const int MaxHeld = 1024;

    private readonly SortedRuns<ComparedRecord> _byContent = new(ComparedRecord.ByContent, capacity);
    private readonly SortedRuns<ComparedRecord> _byKey = new(ComparedRecord.ByKey, capacity);
    private readonly List<ComparedRecord> _held = [];
    private long _beyond;
    private long _side;

    /// <summary>How many records both have.</summary>
    public long Same { get; private set; }

    /// <summary>How many have another text in the same place.</summary>
    public long Changed { get; private set; }

    /// <summary>How many only the first has.</summary>
    public long OnlyInA { get; private set; }

    /// <summary>How many only the second has.</summary>
    public long OnlyInB { get; private set; }

    public void Add(ComparedRecord record) => _byContent.Add(record);

    /// <summary>Counts, once all are added.</summary>
    public void Match()
    {
        var content = default(UInt128);
        foreach (var record in _byContent.Merge())
        {
            if (record.Content != content)
            {
                EndText();
                content = record.Content;
            }

            AddOfText(record);
        }

        EndText();
        MatchKeys();
    }

    public void Dispose()
    {
        _byContent.Dispose();
        _byKey.Dispose();
    }

    // Left over are records of one text and one side, which the other side has not shown yet. One in the same place goes first.
    private void AddOfText(ComparedRecord record)
    {
        var left = _held.Count + _beyond;
        if (left == 0 || _side == record.Side)
        {
            _side = record.Side;
            if (_held.Count < MaxHeld)
            {
                _held.Add(record);
            }
            else
            {
                _beyond++;
            }

            return;
        }

        Same++;
        if (_held.Count > 0 && (_beyond == 0 || _held[^1].Key == record.Key))
        {
            _held.RemoveAt(_held.Count - 1);
        }
        else
        {
            _beyond--;
        }
    }

    private void EndText()
    {
        CountOnly(_side, _beyond);
        _held.ForEach(_byKey.Add);
        _held.Clear();
        _beyond = 0;
    }

    private void MatchKeys()
    {
        var (key, a, b) = (default(UInt128), 0L, 0L);
        foreach (var record in _byKey.Merge())
        {
            if (record.Key != key)
            {
                EndKey(key, a, b);
                (key, a, b) = (record.Key, 0, 0);
            }

            (a, b) = record.Side == 0 ? (a + 1, b) : (a, b + 1);
        }

        EndKey(key, a, b);
    }

    private void EndKey(UInt128 key, long a, long b)
    {
        var changed = key == default ? 0 : Math.Min(a, b);
        Changed += changed;
        OnlyInA += a - changed;
        OnlyInB += b - changed;
    }

    private void CountOnly(long side, long count)
    {
        OnlyInA += side == 0 ? count : 0;
        OnlyInB += side == 1 ? count : 0;
    }
}
