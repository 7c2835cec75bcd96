using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Reads records of whole lines, so that a file may be cut anywhere: a slice has the records whose first line begins in it.</summary>
internal abstract class LineBasedReader : RecordReader
{
    public override ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(
        SourceBytes source, long targetBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetBytes);
        if (source.File is not { } file)
        {
            return base.SplitAsync(source, targetBytes, cancellationToken);
        }

        var slices = new List<SourceSlice>();
        var length = file.Length;
        for (var start = 0L; start < length; start += targetBytes)
        {
            slices.Add(new SourceSlice(start, start + targetBytes < length ? start + targetBytes : long.MaxValue));
        }

        return ValueTask.FromResult<IReadOnlyList<SourceSlice>>(slices);
    }
}
