using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Columns;

/// <summary>Cuts a file between its row groups or record batches.</summary>
internal static class SourceSlices
{
    /// <summary>Slices of about so many bytes each, of whole parts.</summary>
    /// <param name="parts">The bytes of each row group or batch, in order.</param>
    /// <param name="targetBytes">How large a slice is to be.</param>
    public static IReadOnlyList<SourceSlice> Of(IEnumerable<long> parts, long targetBytes)
    {
        var starts = new List<long> { 0 };
        var bytes = 0L;
        var number = 0L;
        foreach (var part in parts)
        {
            if (bytes > 0 && bytes + part > targetBytes)
            {
                starts.Add(number);
                bytes = 0;
            }

            bytes += part;
            number++;
        }

        return [.. starts.Select((start, index) => new SourceSlice(start, index + 1 < starts.Count ? starts[index + 1] : long.MaxValue))];
    }
}
