using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>The filter of FineWeb (Penedo et al. 2024, arXiv:2406.17557), with its thresholds.</summary>
public sealed record FineWebSpec
{
    /// <summary>The smallest share of lines that end in punctuation.</summary>
    [Range(0.0, 1.0)]
    public double MinPunctuatedLines { get; init; } = 0.12;

    /// <summary>The largest share of short lines.</summary>
    [Range(0.0, 1.0)]
    public double MaxShortLines { get; init; } = 0.67;

    /// <summary>The most characters of a short line.</summary>
    [Range(1, int.MaxValue)]
    public int ShortLine { get; init; } = 30;

    /// <summary>The largest share of characters in lines that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLineCharacters { get; init; } = 0.01;

    /// <summary>The most line ends for each word.</summary>
    [Range(0.0, 1000.0)]
    public double MaxNewLinesPerWord { get; init; } = 0.3;
}
