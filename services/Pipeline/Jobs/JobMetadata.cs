using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The part of a resource's metadata that a job file may set.</summary>
[ServerWrites(
    "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generateName", "generation", "managedFields",
    "ownerReferences", "resourceVersion", "selfLink", "uid")]
public sealed record JobMetadata
{
    /// <summary>The job's name, an RFC 1123 label.</summary>
    [Required]
    [RegularExpression(
        "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
        ErrorMessage = "use 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit")]
    public string Name { get; init; } = "";

    /// <summary>The namespace, for a cluster.</summary>
    [RegularExpression(
        "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
        ErrorMessage = "use 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit")]
    public string? Namespace { get; init; }

    /// <summary>Labels, for a cluster.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations, for a cluster.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
