using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>How records that are nearly alike are found: MinHash with locality-sensitive hashing.</summary>
public sealed record FuzzySpec
{
    /// <summary>How many words make a shingle.</summary>
    [Range(1, 100)]
    public int Shingle { get; init; } = 5;

    /// <summary>How many permutations make a signature; a multiple of the bands.</summary>
    [Range(1, 1024)]
    public int Permutations { get; init; } = 112;

    /// <summary>Into how many bands a signature is cut. Records with one band in common are taken for alike.</summary>
    [Range(1, 256)]
    public int Bands { get; init; } = 14;

    /// <summary>The Jaccard similarity of their shingles that a record must have with an earlier one that stays, to be dropped; left out, it is not checked.</summary>
    [Range(0.0, 1.0)]
    public double? Verify { get; init; }
}
