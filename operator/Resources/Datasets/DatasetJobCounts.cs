namespace Text2Llm.Resources.Datasets;

/// <summary>What was counted of a DatasetJob.</summary>
public sealed record DatasetJobCounts
{
    /// <summary>Records read.</summary>
    public long RecordsRead { get; init; }

    /// <summary>Records written.</summary>
    public long RecordsWritten { get; init; }

    /// <summary>Bytes of input read.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of input read in a second, since the job began.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Records dropped, by reason; once the job is over.</summary>
    public IDictionary<string, long>? Dropped { get; init; }
}
