using k8s.Models;

namespace Text2Llm.Resources.Datasets;

/// <summary>What has become of a DatasetJob.</summary>
public sealed record DatasetJobStatus
{
    /// <summary>The generation of the spec that this is about.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Accepted, Running, Suspended and Succeeded. Succeeded is Unknown until the job is over, then True or False.</summary>
    public IList<V1Condition> Conditions { get; init; } = [];

    /// <summary>What is being done: plan, scan, match, candidates, gather, verify, resolve, write, drop or report; Done or Failed at the end.</summary>
    public string? Stage { get; init; }

    /// <summary>How much of the stage is done, such as 3/8.</summary>
    public string? Progress { get; init; }

    /// <summary>The SHA-256 of the spec as it was accepted, without what may be changed later.</summary>
    public string? AcceptedSpec { get; init; }

    /// <summary>When the job's first pod was asked for.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When the job was over.</summary>
    public DateTime? CompletionTime { get; init; }

    /// <summary>How the job is divided, once it is planned.</summary>
    public DatasetJobDivision? Division { get; init; }

    /// <summary>What was counted, from what workers report; exact once the job is over.</summary>
    public DatasetJobCounts? Counts { get; init; }

    /// <summary>Whether what the stages have left for each other is removed; only once the job is over.</summary>
    public bool IsCleared { get; init; }

    /// <summary>The shards, ranges, groups or parts that failed for good, as stage/number, and why.</summary>
    public IList<string>? Failed { get; init; }

    /// <summary>The data files, relative to the output's folder.</summary>
    public IList<DatasetJobOutput>? Outputs { get; init; }

    /// <summary>Where the report is.</summary>
    public string? Report { get; init; }
}
