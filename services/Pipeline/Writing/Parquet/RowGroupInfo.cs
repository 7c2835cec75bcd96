namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>What the footer says of a row group.</summary>
internal sealed record RowGroupInfo(long Rows, IReadOnlyList<ChunkInfo> Chunks);
