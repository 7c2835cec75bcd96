namespace Text2Llm.Pipeline.Planning;

/// <summary>A file, or a part of one, that a shard holds.</summary>
/// <param name="File">The file's number among those of the plan.</param>
/// <param name="Start">Where the slice begins; see <see cref="Sources.SourceSlice"/>.</param>
/// <param name="End">Where the next one begins.</param>
internal sealed record PlannedSlice(int File, long Start, long End);
