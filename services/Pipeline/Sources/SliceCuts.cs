namespace Text2Llm.Pipeline.Sources;

/// <summary>Cuts a file into slices of about the same size, at places where records begin.</summary>
/// <param name="targetBytes">How large a slice is to be, but for its last record.</param>
internal sealed class SliceCuts(long targetBytes)
{
    private readonly List<SourceSlice> _slices = [];
    private long _start;

    /// <summary>The slices, which are the file.</summary>
    public IReadOnlyList<SourceSlice> Slices => [.. _slices, new SourceSlice(_start, long.MaxValue)];

    /// <summary>A record begins at a place, behind those that were told before.</summary>
    public void Add(long place)
    {
        if (place - _start >= targetBytes)
        {
            _slices.Add(new SourceSlice(_start, place));
            _start = place;
        }
    }
}
