namespace Text2Llm.Pipeline.Planning;

/// <summary>What one scan reads: several small files, or a slice of a large one.</summary>
/// <param name="Slices">The slices, in the order of files.</param>
/// <param name="Bytes">Their size, as they lie in their store.</param>
internal sealed record PlannedShard(IReadOnlyList<PlannedSlice> Slices, long Bytes);
