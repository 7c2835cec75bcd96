using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>The quality filter of Gopher (Rae et al. 2021, arXiv:2112.11446, table A1), with its thresholds.</summary>
public sealed record GopherQualitySpec
{
    /// <summary>The fewest words.</summary>
    [Range(0, int.MaxValue)]
    public int MinWords { get; init; } = 50;

    /// <summary>The most words.</summary>
    [Range(1, int.MaxValue)]
    public int MaxWords { get; init; } = 100_000;

    /// <summary>The shortest mean length of words, in characters.</summary>
    [Range(0.0, 1000.0)]
    public double MinMeanWordLength { get; init; } = 3;

    /// <summary>The longest mean length of words, in characters.</summary>
    [Range(0.0, 1000.0)]
    public double MaxMeanWordLength { get; init; } = 10;

    /// <summary>The most number signs, and the most ellipses, for each word.</summary>
    [Range(0.0, 1.0)]
    public double MaxSymbolRatio { get; init; } = 0.1;

    /// <summary>The largest share of lines that begin with a bullet.</summary>
    [Range(0.0, 1.0)]
    public double MaxBulletLines { get; init; } = 0.9;

    /// <summary>The largest share of lines that end in an ellipsis.</summary>
    [Range(0.0, 1.0)]
    public double MaxEllipsisLines { get; init; } = 0.3;

    /// <summary>The smallest share of words with a letter.</summary>
    [Range(0.0, 1.0)]
    public double MinAlphabeticWords { get; init; } = 0.8;

    /// <summary>The fewest of the stop words the, be, to, of, and, that, have, with.</summary>
    [Range(0, 8)]
    public int MinStopWords { get; init; } = 2;
}
