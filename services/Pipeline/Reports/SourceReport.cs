namespace Text2Llm.Pipeline.Reports;

/// <summary>What a run read.</summary>
public sealed record SourceReport
{
    /// <summary>The folder to which the records' file names are relative.</summary>
    public required string Base { get; init; }

    /// <summary>How many files the job's paths and globs stand for.</summary>
    public required long Files { get; init; }

    /// <summary>How many of them could not be read, or not to their end.</summary>
    public required long FilesWithProblems { get; init; }

    /// <summary>How many of those gave some records, by the reason for which they gave no more.</summary>
    public required IReadOnlyDictionary<string, long> CutShort { get; init; }

    /// <summary>How many of those gave nothing, by reason.</summary>
    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    /// <summary>Their size, as they lie on the disk.</summary>
    public required long BytesOnDisk { get; init; }

    /// <summary>How many bytes were read, after decompression.</summary>
    public required long BytesRead { get; init; }

    /// <summary>What the files that were read whole were taken for. With those cut short and those left out they are all.</summary>
    public required IReadOnlyList<DetectedFiles> Detected { get; init; }

    /// <summary>Whether every file is accounted for.</summary>
    internal bool Balanced => Files == Detected.Sum(found => found.Files) + FilesWithProblems;
}
