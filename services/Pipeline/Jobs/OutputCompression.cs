namespace Text2Llm.Pipeline.Jobs;

/// <summary>How the data files that a job writes are compressed.</summary>
public enum OutputCompression
{
    /// <summary>zstd for Parquet, none for the others.</summary>
    Auto,

    /// <summary>Not compressed.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstd,
}
