namespace Text2Llm.Pipeline.Running;

/// <summary>How much of anything the engine holds in memory at once.</summary>
internal sealed record RunLimits
{
    /// <summary>How large a record may be, in bytes of its file; a larger one is rejected.</summary>
    public int MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>After how many bytes of text a batch goes from reading to writing.</summary>
    public int BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>How many batches may wait to be written.</summary>
    public int WaitingBatches { get; init; } = 4;

    /// <summary>How many bytes of text may wait to be written or be in writing. A larger batch goes alone.</summary>
    public long WaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// With how many bytes, before compression, a Parquet row group ends; readers want 100 to 300 MB. In memory it costs what it takes in the
    /// file, and a page of each column.
    /// </summary>
    public long RowGroupBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How many rows a Parquet row group holds at most.</summary>
    public int RowGroupRows { get; init; } = 122_880;
}
