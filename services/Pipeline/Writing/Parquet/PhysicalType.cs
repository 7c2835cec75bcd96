namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>How Parquet stores a value; the numbers are the format's.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int64 = 2,
    ByteArray = 6,
}
