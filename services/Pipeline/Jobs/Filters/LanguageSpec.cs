using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>Which languages a record may have; by ISO 639-1, for instance en.</summary>
public sealed record LanguageSpec
{
    /// <summary>The languages that stay; all when left out.</summary>
    [MinLength(1, ErrorMessage = "name at least one language, or leave it out")]
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>The languages that are dropped.</summary>
    public IReadOnlyList<string>? Deny { get; init; }

    /// <summary>How sure the guess must be; a record of which nothing is sure is dropped where allow is given.</summary>
    [Range(0.0, 1.0)]
    public double MinConfidence { get; init; } = 0.65;
}
