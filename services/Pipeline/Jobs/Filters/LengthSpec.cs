using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>How long a record may be.</summary>
public sealed record LengthSpec
{
    /// <summary>The fewest characters.</summary>
    [Range(0, int.MaxValue)]
    public int? MinCharacters { get; init; }

    /// <summary>The most characters.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxCharacters { get; init; }

    /// <summary>The fewest words.</summary>
    [Range(0, int.MaxValue)]
    public int? MinWords { get; init; }

    /// <summary>The most words.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxWords { get; init; }

    /// <summary>The fewest tokens.</summary>
    [Range(0, int.MaxValue)]
    public int? MinTokens { get; init; }

    /// <summary>The most tokens.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxTokens { get; init; }

    /// <summary>What a token is: o200k, cl100k, or the path of a tokenizer.json or of a .tiktoken file.</summary>
    [StringLength(4096, MinimumLength = 1, ErrorMessage = "use o200k, cl100k or the path of a tokenizer's file")]
    public string Tokenizer { get; init; } = "o200k";
}
