using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Statistics;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Reports;

/// <summary>What a run read, dropped and wrote.</summary>
public sealed record DatasetReport
{
    internal const string KindName = "DatasetReport";

    /// <summary>The version of the report.</summary>
    public string ApiVersion { get; init; } = "text2llm.io/v1alpha1";

    /// <summary>Marks the file as a report, and its folder as one that a later run may replace.</summary>
    public string Kind { get; init; } = KindName;

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    /// <summary>What was read.</summary>
    public required SourceReport Source { get; init; }

    /// <summary>What became of the records.</summary>
    public required RecordCounts Records { get; init; }

    /// <summary>What the records were taken for, and why.</summary>
    public required RecordsFound Found { get; init; }

    /// <summary>What was found of duplicates; null where none were looked for.</summary>
    public required ClusterSummary? Clusters { get; init; }

    /// <summary>What each step did.</summary>
    public required IReadOnlyList<StepCounts> Steps { get; init; }

    /// <summary>How many written records have a length of 0, 1, 2 to 3, 4 to 7, 8 to 15 characters, and so on.</summary>
    public required IReadOnlyList<long> Lengths { get; init; }

    /// <summary>How long the written records are, and which languages they have.</summary>
    public TextStatistics Texts { get; init; } = new();

    /// <summary>The data files.</summary>
    public required IReadOnlyList<DataFile> Outputs { get; init; }

    /// <summary>The rejects file, when something was rejected.</summary>
    public required string? Rejects { get; init; }

    /// <summary>How long the run took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Bytes of text read in a second, in millions.</summary>
    public double MegabytesPerSecond => Seconds > 0 ? Math.Round(Source.BytesRead / 1e6 / Seconds, 1) : 0;
}
