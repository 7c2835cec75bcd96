using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>Drops records that hold a part of a benchmark.</summary>
public sealed record DecontaminateSpec
{
    /// <summary>The benchmarks' files, folders or globs, of any format that is read.</summary>
    [Required]
    [MinLength(1, ErrorMessage = "name at least one file of a benchmark")]
    public IReadOnlyList<string> Uris { get; init; } = [];

    /// <summary>The fields that hold the benchmark's texts; every text field when left out.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>How many words in a row must be the same.</summary>
    [Range(2, 100)]
    public int Ngram { get; init; } = 13;
}
