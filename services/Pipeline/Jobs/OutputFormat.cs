namespace Text2Llm.Pipeline.Jobs;

/// <summary>The format of the data files that a job writes.</summary>
public enum OutputFormat
{
    /// <summary>JSON Lines.</summary>
    Jsonl,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>CSV as RFC 4180 has it, with a header.</summary>
    Csv,
}
