namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>
/// The records that are alike, by union and find. Records are counted through all shards. The root of a cluster is its first record,
/// whatever the order in which it came together. A record takes eight bytes and a bit.
/// </summary>
/// <param name="records">How many records there are.</param>
/// <param name="scratch">The folder of the temporary files in which they are when they are many.</param>
/// <param name="limit">How many are many.</param>
internal sealed class Clusters(long records, string scratch, long limit = NumberTable.DefaultLimit) : IDisposable
{
    private const int Bits = 32;

    // How far before a record its parent stands; 0 of a root.
    private readonly NumberTable _up = new(CheckedLength(records), limit, scratch);

    // How many others a root has, once they are counted.
    private readonly NumberTable _others = new(records, limit, scratch);

    // A bit for each record: whether an earlier one has the same text.
    private readonly NumberTable _exact = new((records + Bits - 1) / Bits, limit, scratch);

    /// <summary>Puts two records together.</summary>
    public void Unite(long one, long other)
    {
        var (left, right) = (Root(one), Root(other));
        if (left != right)
        {
            var (first, later) = (Math.Min(left, right), Math.Max(left, right));
            _up[later] = (uint)(later - first);
        }
    }

    /// <summary>Notes that a record has the text of an earlier one.</summary>
    public void MarkExact(long record) => _exact[record / Bits] |= 1u << (int)(record % Bits);

    /// <summary>Whether a record has the text of an earlier one.</summary>
    public bool IsExact(long record) => (_exact[record / Bits] & (1u << (int)(record % Bits))) != 0;

    /// <summary>The first record of a record's cluster: itself, where it is like none or the first.</summary>
    public long Root(long record)
    {
        for (uint up; (up = _up[record]) != 0;)
        {
            // What it passes is put nearer to the root, so that the next way is shorter.
            var above = _up[record - up];
            if (above != 0)
            {
                _up[record] = up + above;
            }

            record -= up + above;
        }

        return record;
    }

    /// <summary>Counts each cluster's records, once all are together.</summary>
    public void Count()
    {
        for (var record = 0L; record < records; record++)
        {
            var root = Root(record);
            if (root != record)
            {
                _others[root]++;
            }
        }
    }

    /// <summary>How many records a root's cluster has; 1 where it is like none.</summary>
    public long Size(long root) => 1L + _others[root];

    public void Dispose()
    {
        _up.Dispose();
        _others.Dispose();
        _exact.Dispose();
    }

    private static long CheckedLength(long records) => records <= uint.MaxValue
        ? records
        : throw new InvalidDataException($"{records} records are too many for one job, which takes {uint.MaxValue}; divide its sources");
}
