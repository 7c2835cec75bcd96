using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>Where the dataset goes, and in which format.</summary>
public sealed record OutputSpec
{
    /// <summary>The folder that the dataset is written into, relative to the job file's folder; or s3://bucket/prefix/.</summary>
    [Required]
    [StringLength(4096, MinimumLength = 1, ErrorMessage = "name the folder to write")]
    public string Uri { get; init; } = "";

    /// <summary>The format of the data files.</summary>
    [Required]
    public OutputFormat Format { get; init; }

    /// <summary>How the data files are compressed.</summary>
    public OutputCompression Compression { get; init; }

    /// <summary>About how many bytes, before compression, go into one data file.</summary>
    public ByteSize MaxFileSize { get; init; } = new(256L * 1024 * 1024);

    /// <summary>The shape of the records that are written; that of their kind when left out.</summary>
    public RecordShape Shape { get; init; }

    /// <summary>Whether dropped records are written too, each with the reason, under dropped/.</summary>
    public bool KeepDropped { get; init; }
}
