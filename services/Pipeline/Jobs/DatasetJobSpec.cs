using System.ComponentModel.DataAnnotations;
using Text2Llm.Pipeline.Jobs.Filters;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>What a job reads, what it does with it, and what it writes.</summary>
public sealed record DatasetJobSpec
{
    /// <summary>The files to read.</summary>
    [Required]
    public SourceSpec Source { get; init; } = new();

    /// <summary>What a record is.</summary>
    public RecordsSpec Records { get; init; } = new();

    /// <summary>How each text is cleaned.</summary>
    public CleanSpec Clean { get; init; } = new();

    /// <summary>Which records are dropped for what they are, one filter after another.</summary>
    public IReadOnlyList<FilterSpec> Filters { get; init; } = [];

    /// <summary>What is done with personal data and secrets.</summary>
    public PersonalDataSpec Pii { get; init; } = new();

    /// <summary>Which benchmarks no record may hold a part of; left out, none is looked for.</summary>
    public DecontaminateSpec? Decontaminate { get; init; }

    /// <summary>Which duplicates are dropped.</summary>
    public DedupSpec Dedup { get; init; } = new();

    /// <summary>Which share of the records goes where; left out, all are to train with.</summary>
    public SplitSpec? Split { get; init; }

    /// <summary>Where the dataset goes, and in which format.</summary>
    [Required]
    public OutputSpec Output { get; init; } = new();

    /// <summary>How many worker pods may run at once, on a cluster.</summary>
    [Range(1, 10_000)]
    public int? Parallelism { get; init; }

    /// <summary>How often a failed worker pod is tried again, on a cluster.</summary>
    [Range(0, 1_000)]
    public int? BackoffLimit { get; init; }

    /// <summary>After how many seconds the job is ended, on a cluster.</summary>
    [Range(1L, long.MaxValue)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>How many seconds a finished job is kept, on a cluster.</summary>
    [Range(0, int.MaxValue)]
    public int? TtlSecondsAfterFinished { get; init; }

    /// <summary>Whether the job waits, on a cluster.</summary>
    public bool? Suspend { get; init; }

    /// <summary>The runtime class that isolates worker pods, on a cluster.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", ErrorMessage = "use the name of a RuntimeClass, such as gvisor")]
    public string? RuntimeClassName { get; init; }

    /// <summary>What a worker pod asks for, on a cluster.</summary>
    public ResourcesSpec? Resources { get; init; }

    /// <summary>The user to whom the job belongs, on a cluster.</summary>
    [StringLength(253, MinimumLength = 1, ErrorMessage = "use 1 to 253 characters")]
    public string? Owner { get; init; }
}
