using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>Gathers slices into shards of about the same size, in the order of files. What comes out depends on what goes in alone.</summary>
/// <param name="targetBytes">How large a shard is to be.</param>
/// <param name="mostSlices">How many slices a shard holds at most, so that what is kept of each is bounded.</param>
internal sealed class ShardCutter(long targetBytes, int mostSlices = 4096)
{
    private readonly List<PlannedShard> _shards = [];
    private List<PlannedSlice> _slices = [];
    private long _bytes;

    /// <summary>Adds the next slice.</summary>
    public void Add(int file, SourceSlice slice, long bytes)
    {
        if (_slices.Count == mostSlices || (_slices.Count > 0 && _bytes + bytes > targetBytes))
        {
            EndShard();
        }

        _slices.Add(new PlannedSlice(file, slice.Start, slice.End));
        _bytes += bytes;
    }

    /// <summary>The shards of all slices. At least one, which may be empty.</summary>
    public IReadOnlyList<PlannedShard> Finish()
    {
        if (_slices.Count > 0 || _shards.Count == 0)
        {
            EndShard();
        }

        return _shards;
    }

    private void EndShard()
    {
        _shards.Add(new PlannedShard(_slices, _bytes));
        (_slices, _bytes) = ([], 0);
    }
}
