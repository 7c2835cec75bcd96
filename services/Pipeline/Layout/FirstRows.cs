using Text2Llm.Pipeline.Scanning;

namespace Text2Llm.Pipeline.Layout;

/// <summary>Counts the rows of files on over the shards that hold their slices.</summary>
internal sealed class FirstRows
{
    private readonly List<IReadOnlyList<long>> _all = [];
    private long _rows;

    /// <summary>For each shard and each of its sources, how many rows of it earlier shards have.</summary>
    public IReadOnlyList<IReadOnlyList<long>> All => _all;

    /// <summary>Adds the next shard.</summary>
    public void Add(IReadOnlyList<ScannedSource> sources)
    {
        var rows = new long[sources.Count];
        for (var number = 0; number < rows.Length; number++)
        {
            // The slices of a file stand one behind another.
            var source = sources[number];
            rows[number] = source.Continues ? _rows : 0;
            _rows = rows[number] + source.Rows;
        }

        _all.Add(rows);
    }
}
