namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// A part of a file that is read by itself: the records that begin in it. The slices of a file, one after another, give each of its records
/// once, in order.
/// </summary>
/// <param name="Start">Where it begins: a byte of the file, or the number of a row group or record batch.</param>
/// <param name="End">Where the next one begins; <see cref="long.MaxValue"/> for the last.</param>
internal readonly record struct SourceSlice(long Start, long End)
{
    /// <summary>A whole file.</summary>
    public static readonly SourceSlice Whole = new(0, long.MaxValue);

    /// <summary>Whether it is a whole file.</summary>
    public bool IsWhole => this == Whole;
}
