namespace Text2Llm.Pipeline.Jobs;

/// <summary>How a file that is read is compressed.</summary>
[Later("zstd", "bzip2", "xz")]
public enum SourceCompression
{
    /// <summary>Told from each file's first bytes.</summary>
    Auto,

    /// <summary>Not compressed.</summary>
    None,

    /// <summary>gzip, of one member or several.</summary>
    Gzip,
}
