using Text2Llm.Kubernetes.Applying;
using Text2Llm.Protos.V1;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>Says in a status what has become of a job.</summary>
internal static class DatasetJobStatuses
{
    // A condition's message holds at most 32 KiB.
    private const int LongestMessage = 8000;
    private const int MostFailures = 20;
    private const int MostOutputs = 1000;

    public const string Accepted = "Accepted";
    public const string Running = "Running";
    public const string Suspended = "Suspended";
    public const string Succeeded = "Succeeded";

    /// <summary>Whether a job is over, well or not.</summary>
    public static bool IsOver(DatasetJobStatus? status) => status?.CompletionTime is not null;

    /// <summary>The status of a condition, or null.</summary>
    public static string? StatusOf(DatasetJobStatus? status, string type) => status?.Conditions.FirstOrDefault(one => one.Type == type)?.Status;

    /// <summary>A job that cannot be run as it is written.</summary>
    public static DatasetJobStatus Refused(V1Alpha1DatasetJob job, string reason, IReadOnlyList<string> mistakes, DateTimeOffset now)
    {
        var message = Cut(string.Join("; ", mistakes));
        return With(job, job.Status ?? new(), now, (Accepted, false, reason, message), (Running, false, reason, "It is not accepted."), (Succeeded, false, reason, message));
    }

    /// <summary>A job that is being run, or waits.</summary>
    public static DatasetJobStatus UnderWay(V1Alpha1DatasetJob job, DatasetJobStatus status, bool isSuspended, DateTimeOffset now) => With(
        job, status, now,
        (Accepted, true, "Accepted", "The job can be run."),
        (Running, !isSuspended, isSuspended ? "Suspended" : "InStages", isSuspended ? "spec.suspend is true." : $"Stage {status.Stage}."),
        (Suspended, isSuspended, isSuspended ? "Suspended" : "NotSuspended", isSuspended ? "What is done is kept; set spec.suspend to false to go on." : "It runs."),
        (Succeeded, null, "NotOver", "The job is not over."));

    /// <summary>A job that came to its end.</summary>
    public static DatasetJobStatus Over(V1Alpha1DatasetJob job, DatasetJobStatus status, string? failure, string reason, DateTimeOffset now) => With(
        job,
        status with { Stage = failure is null ? "done" : "failed", CompletionTime = WholeSeconds(now) },
        now,
        (Accepted, true, "Accepted", "The job could be run."),
        (Running, false, reason, "It is over."),
        (Suspended, false, "NotSuspended", "It is over."),
        (Succeeded, failure is null, reason, Cut(failure ?? $"{status.Counts?.RecordsWritten} records are in {status.Outputs?.Count} files.")));

    /// <summary>The division that the storage tells.</summary>
    public static DatasetJobDivision? DivisionOf(GetJobProgressResponse progress) => progress.Division is not { } division ? null : new()
    {
        Shards = division.Shards,
        Ranges = division.Ranges,
        Groups = division.Groups,
        KeepsDropped = division.KeepsDropped,
        InputBytes = division.InputBytes,
        Parts = progress.HasParts ? progress.Parts : null,
    };

    /// <summary>A status with what came of a job.</summary>
    public static DatasetJobStatus With(DatasetJobStatus status, JobOutcome outcome, DateTimeOffset now) => status with
    {
        Counts = new()
        {
            RecordsRead = outcome.RecordsRead,
            RecordsWritten = outcome.RecordsWritten,
            BytesRead = outcome.BytesRead,
            BytesPerSecond = PerSecond(status, outcome.BytesRead, now),
            Dropped = outcome.Dropped.ToDictionary(),
        },
        Outputs = [.. outcome.Files.Take(MostOutputs).Select(file => new DatasetJobOutput { Name = file.Name, Bytes = file.Length, Records = file.Records })],
        Report = $"{outcome.OutputUri.TrimEnd('/')}/report.html",
    };

    /// <summary>A status with what the pods of a stage have counted; what an earlier look saw is never taken back.</summary>
    public static DatasetJobStatus With(DatasetJobStatus status, StageState state, DateTimeOffset now)
    {
        var (counts, progress) = (status.Counts ?? new(), state.Progress);
        var bytes = Math.Max(counts.BytesRead, progress.BytesRead);
        return status with
        {
            Progress = $"{state.Done}/{state.Count}",
            Counts = counts with
            {
                BytesRead = bytes,
                RecordsRead = Math.Max(counts.RecordsRead, progress.RecordsRead),
                RecordsWritten = Math.Max(counts.RecordsWritten, progress.RecordsWritten),
                BytesPerSecond = bytes == counts.BytesRead ? counts.BytesPerSecond : PerSecond(status, bytes, now),
            },
        };
    }

    /// <summary>The failures that a status names.</summary>
    public static IList<string> Named(IReadOnlyList<string> failures) => [.. failures.Take(MostFailures).Select(Cut)];

    /// <summary>As the API server keeps times.</summary>
    public static DateTime WholeSeconds(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    private static long? PerSecond(DatasetJobStatus status, long bytes, DateTimeOffset now) =>
        status.StartTime is { } start && now - start is { TotalSeconds: >= 1 } took ? (long)(bytes / took.TotalSeconds) : null;

    private static string Cut(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";

    private static DatasetJobStatus With(
        V1Alpha1DatasetJob job, DatasetJobStatus status, DateTimeOffset now, params (string Type, bool? Holds, string Reason, string Message)[] conditions) => status with
        {
            ObservedGeneration = job.Metadata.Generation,
            Conditions = [.. conditions.Select(one => ConditionList.Set(
                job.Status?.Conditions, one.Type, one.Holds, one.Reason, one.Message, job.Metadata.Generation, now))],
        };
}
