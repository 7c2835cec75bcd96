namespace Text2Llm.Pipeline.Running;

/// <summary>How much of anything the engine holds in memory at once, and into what it divides a run.</summary>
internal sealed record RunLimits
{
    /// <summary>
    /// How large a record may be, in bytes of its file; a larger one is rejected. On its way through every step a text takes about twenty
    /// times its bytes of memory.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How large a shard is to be, in bytes as they lie in their store. It decides what is written between stages.</summary>
    public long ShardBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>After how many bytes of input a batch goes from reading to the steps. Its kept records make a block of the records file.</summary>
    public int BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>How many bytes of input may be under way in a scan of several threads. A larger batch goes alone.</summary>
    public long WaitingBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// With how many bytes, before compression, a Parquet row group ends; readers want 100 to 300 MB. In memory it costs what it takes in the
    /// file, and a page of each column.
    /// </summary>
    public long RowGroupBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How many rows a Parquet row group holds at most.</summary>
    public int RowGroupRows { get; init; } = 122_880;
}
