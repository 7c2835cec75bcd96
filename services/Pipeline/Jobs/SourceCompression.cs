namespace Text2Llm.Pipeline.Jobs;

/// <summary>How a file that is read is compressed. ZIP and tar archives are always told from their content and read entry by entry.</summary>
public enum SourceCompression
{
    /// <summary>Told from each file's first bytes.</summary>
    Auto,

    /// <summary>Not compressed.</summary>
    None,

    /// <summary>gzip, of one member or several.</summary>
    Gzip,

    /// <summary>Zstandard, of one frame or several.</summary>
    Zstd,

    /// <summary>bzip2, of one stream or several.</summary>
    Bzip2,

    /// <summary>xz.</summary>
    Xz,
}
