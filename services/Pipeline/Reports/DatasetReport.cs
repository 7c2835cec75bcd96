using Text2Llm.Pipeline.Running;
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

    /// <summary>The data files.</summary>
    public required IReadOnlyList<DataFile> Outputs { get; init; }

    /// <summary>The rejects file, when something was rejected.</summary>
    public required string? Rejects { get; init; }

    /// <summary>How long the run took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Bytes of text read in a second, in millions.</summary>
    public double MegabytesPerSecond => Seconds > 0 ? Math.Round(Source.BytesRead / 1e6 / Seconds, 1) : 0;

    internal static DatasetReport Of(
        DatasetPlan plan, SourceStage source, SinkStage sink, PartSequence parts, RejectsFile rejects,
        RunProgress progress, TimeSpan elapsed)
    {
        var dropped = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Add(dropped, "empty", sink.Empty);
        Add(dropped, "duplicate", sink.Duplicates);
        foreach (var (reason, count) in rejects.Records)
        {
            Add(dropped, reason, count);
        }

        var report = new DatasetReport
        {
            Job = plan.Job.Metadata.Name,
            Source = new SourceReport
            {
                Base = plan.Sources.Base,
                Files = plan.Sources.Files.Count,
                FilesWithProblems = source.CutShort.Values.Sum() + source.LeftOut.Values.Sum(),
                CutShort = source.CutShort,
                LeftOut = source.LeftOut,
                BytesOnDisk = progress.TotalBytes,
                BytesRead = progress.BytesRead,
                Detected = [.. source.Detections
                    .Select(found => new DetectedFiles(
                        found.Key.Format, found.Key.FormatWhy, found.Key.Compression, found.Key.CompressionWhy, found.Value))
                    .OrderByDescending(found => found.Files)
                    .ThenBy(found => found.FormatWhy, StringComparer.Ordinal)
                    .ThenBy(found => found.Compression)],
            },
            Records = new RecordCounts(progress.RecordsRead, parts.Files.Sum(file => file.Records), dropped),
            Outputs = parts.Files,
            Rejects = rejects.First is null ? null : RejectsFile.Name,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        };
        return report.Records.Balanced && report.Source.Balanced
            ? report
            : throw new InvalidOperationException($"The counts do not add up: {report.Records}; {report.Source}.");
    }

    private static void Add(SortedDictionary<string, long> dropped, string reason, long count)
    {
        if (count > 0)
        {
            dropped[reason] = count;
        }
    }
}
