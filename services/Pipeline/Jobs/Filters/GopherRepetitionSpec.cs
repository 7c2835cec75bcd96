using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>The repetition filter of Gopher (Rae et al. 2021, arXiv:2112.11446, table A1), with its thresholds.</summary>
public sealed record GopherRepetitionSpec
{
    /// <summary>The largest share of lines that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLines { get; init; } = 0.3;

    /// <summary>The largest share of paragraphs that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateParagraphs { get; init; } = 0.3;

    /// <summary>The largest share of characters in lines that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateLineCharacters { get; init; } = 0.2;

    /// <summary>The largest share of characters in paragraphs that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicateParagraphCharacters { get; init; } = 0.2;

    /// <summary>The largest share of characters in the most frequent run of 2 words.</summary>
    [Range(0.0, 1.0)]
    public double MaxTop2Gram { get; init; } = 0.2;

    /// <summary>The largest share of characters in the most frequent run of 3 words.</summary>
    [Range(0.0, 1.0)]
    public double MaxTop3Gram { get; init; } = 0.18;

    /// <summary>The largest share of characters in the most frequent run of 4 words.</summary>
    [Range(0.0, 1.0)]
    public double MaxTop4Gram { get; init; } = 0.16;

    /// <summary>The largest share of characters in runs of 5 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate5Grams { get; init; } = 0.15;

    /// <summary>The largest share of characters in runs of 6 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate6Grams { get; init; } = 0.14;

    /// <summary>The largest share of characters in runs of 7 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate7Grams { get; init; } = 0.13;

    /// <summary>The largest share of characters in runs of 8 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate8Grams { get; init; } = 0.12;

    /// <summary>The largest share of characters in runs of 9 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate9Grams { get; init; } = 0.11;

    /// <summary>The largest share of characters in runs of 10 words that stood before.</summary>
    [Range(0.0, 1.0)]
    public double MaxDuplicate10Grams { get; init; } = 0.1;
}
