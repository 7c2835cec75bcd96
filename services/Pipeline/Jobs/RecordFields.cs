using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The names of a JSON object's fields.</summary>
[Later("messages", "conversations", "instruction", "input", "output", "prompt", "completion", "chosen", "rejected")]
public sealed record RecordFields
{
    /// <summary>The field that holds the text.</summary>
    [StringLength(1024, MinimumLength = 1, ErrorMessage = "name the field of each JSON object that holds the text")]
    public string Text { get; init; } = "text";
}
