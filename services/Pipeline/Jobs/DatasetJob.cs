using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>A dataset job as it stands in a file: the resource that a cluster takes and that a laptop runs.</summary>
[ServerWrites("status")]
public sealed record DatasetJob
{
    /// <summary>The version of the resource.</summary>
    [Required]
    [AllowedValues("text2llm.io/v1alpha1")]
    public string ApiVersion { get; init; } = "text2llm.io/v1alpha1";

    /// <summary>The kind of the resource.</summary>
    [Required]
    [AllowedValues("DatasetJob")]
    public string Kind { get; init; } = "DatasetJob";

    /// <summary>The job's name and labels.</summary>
    [Required]
    public JobMetadata Metadata { get; init; } = new();

    /// <summary>What to read, what to do with it, and what to write.</summary>
    [Required]
    public DatasetJobSpec Spec { get; init; } = new();
}
