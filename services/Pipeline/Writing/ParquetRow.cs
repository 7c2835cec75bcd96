namespace Text2Llm.Pipeline.Writing;

/// <summary>A row that waits for its row group's end; its texts are UTF-8.</summary>
internal readonly record struct ParquetRow(byte[] Id, byte[] Text, byte[] File, long Row);
