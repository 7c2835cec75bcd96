using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>
/// Which share of the records goes where, by a hash of their content and a seed. Records that are nearly alike go the same way. The shares
/// add up to 1; a share of 0 has no files.
/// </summary>
public sealed record SplitSpec
{
    /// <summary>The share to train with.</summary>
    [Range(0.0, 1.0)]
    public double Train { get; init; } = 1;

    /// <summary>The share to validate with.</summary>
    [Range(0.0, 1.0)]
    public double Validation { get; init; }

    /// <summary>The share to test with.</summary>
    [Range(0.0, 1.0)]
    public double Test { get; init; }

    /// <summary>Another seed makes another choice.</summary>
    [Range(0L, long.MaxValue)]
    public long Seed { get; init; }
}
