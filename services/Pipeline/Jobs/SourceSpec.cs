using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The files that a job reads: exactly one of <see cref="Uri"/> and <see cref="Uris"/>.</summary>
[Later("upload")]
public sealed record SourceSpec
{
    /// <summary>A file, a folder (everything under it) or a glob, relative to the job file's folder; s3://bucket/key, with globs too; https://… for a file.</summary>
    public string? Uri { get; init; }

    /// <summary>Several files, folders, globs or URIs.</summary>
    [MinLength(1, ErrorMessage = "name at least one file, folder or glob")]
    public IReadOnlyList<string>? Uris { get; init; }

    /// <summary>The format of the files.</summary>
    public SourceFormat Format { get; init; }

    /// <summary>How the files are compressed.</summary>
    public SourceCompression Compression { get; init; }

    /// <summary>The character encoding of the files.</summary>
    public SourceEncoding Encoding { get; init; }
}
