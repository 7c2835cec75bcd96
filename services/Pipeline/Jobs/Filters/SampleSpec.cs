using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>Keeps a share of the records, chosen by a hash of their content and a seed.</summary>
public sealed record SampleSpec
{
    /// <summary>The share that stays.</summary>
    [Required]
    [Range(0.0, 1.0)]
    public double Rate { get; init; } = 1;

    /// <summary>Another seed makes another choice.</summary>
    [Range(0L, long.MaxValue)]
    public long Seed { get; init; }
}
