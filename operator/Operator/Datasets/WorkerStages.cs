using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>Which stages a job has, and how many pods each.</summary>
internal static class WorkerStages
{
    /// <summary>As a status and a label say it.</summary>
    public static string NameOf(WorkerStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>The stage that a status says; null where it says none.</summary>
    public static WorkerStage? Of(string? name) => Enum.TryParse<WorkerStage>(name, ignoreCase: true, out var stage) ? stage : null;

    /// <summary>How many pods a stage takes, each with a number from 0.</summary>
    public static int CountOf(WorkerStage stage, DatasetJobDivision? division) => stage switch
    {
        WorkerStage.Plan or WorkerStage.Resolve or WorkerStage.Report => 1,
        WorkerStage.Scan => division?.Shards ?? 0,
        WorkerStage.Match => division?.Ranges ?? 0,
        WorkerStage.Candidates => division?.Groups > 0 ? 1 : 0,
        WorkerStage.Gather => division?.Groups > 0 ? division.Shards : 0,
        WorkerStage.Verify => division?.Groups ?? 0,
        WorkerStage.Write => division?.Parts ?? 0,
        WorkerStage.Drop => division is { KeepsDropped: true } ? division.Shards : 0,
        _ => 0,
    };

    /// <summary>The next stage that has anything to do.</summary>
    public static WorkerStage After(WorkerStage stage, DatasetJobDivision? division)
    {
        do
        {
            stage++;
        }
        while (stage < WorkerStage.Done && CountOf(stage, division) == 0);
        return stage;
    }
}
