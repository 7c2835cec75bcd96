using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>What a scan did. It is written last: where it is, and its files are as it says, the scan need not be made again.</summary>
internal sealed record ScanSummary : IStageSummary
{
    /// <summary>What was read, in order; a record's source is a number among these.</summary>
    public required IReadOnlyList<ScannedSource> Sources { get; init; }

    /// <summary>How many records were read.</summary>
    public required long Read { get; init; }

    /// <summary>How many of them stand in the records file.</summary>
    public required long Kept { get; init; }

    /// <summary>How many bytes were read, after decompression.</summary>
    public required long BytesRead { get; init; }

    /// <summary>How many records were rejected, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>What each step did.</summary>
    public required IReadOnlyList<StepCounts> Steps { get; init; }

    /// <summary>The files that the scan wrote.</summary>
    public required IReadOnlyList<CheckedFile> Files { get; init; }
}
