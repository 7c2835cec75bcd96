using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>
/// The names of the fields that are read: of JSON objects, and of the columns of tables. A name may be a path into nested objects,
/// <c>meta.body</c>. What is left out has the first of its usual names that the record has.
/// </summary>
public sealed record RecordFields
{
    private const string NameIt = "name the field, or leave it out";

    /// <summary>The text: usually text, content or body.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Text { get; init; }

    /// <summary>The turns of a conversation: usually messages or conversations.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Messages { get; init; }

    /// <summary>Who speaks, within a turn: usually role or from.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Role { get; init; }

    /// <summary>What is said, within a turn: usually content or value.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Content { get; init; }

    /// <summary>What the system is told: usually system.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? System { get; init; }

    /// <summary>The instruction: usually instruction.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Instruction { get; init; }

    /// <summary>What the instruction is about: usually input.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Input { get; init; }

    /// <summary>The answer to the instruction: usually output.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Output { get; init; }

    /// <summary>The prompt: usually prompt.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Prompt { get; init; }

    /// <summary>The completion: usually completion or response.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Completion { get; init; }

    /// <summary>The better answer: usually chosen or preferred_output.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Chosen { get; init; }

    /// <summary>The worse answer: usually rejected or non_preferred_output.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Rejected { get; init; }

    /// <summary>Whether an answer is good: usually label.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = NameIt)]
    public string? Label { get; init; }
}
