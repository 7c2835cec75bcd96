namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>What the footer says of a column in a row group.</summary>
/// <param name="Leaf">The column.</param>
/// <param name="Offset">Where its first page begins in the file.</param>
/// <param name="Values">How many values it has, with those that are missing.</param>
/// <param name="UncompressedBytes">Its pages with their headers, before compression.</param>
/// <param name="CompressedBytes">The same after it.</param>
internal sealed record ChunkInfo(ParquetLeaf Leaf, long Offset, long Values, long UncompressedBytes, long CompressedBytes);
