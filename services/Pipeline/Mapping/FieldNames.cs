using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Under which names a field is looked for: the one that the job gives, or the usual ones, of which the first that a record has is taken.</summary>
internal static class FieldNames
{
    public static IReadOnlyList<string> Of(RecordField field, RecordFields? given) =>
        Given(field, given ?? new RecordFields()) is { } name ? [name] : Usual(field);

    public static IReadOnlyList<string> OfRole(RecordFields? given) => given?.Role is { } name ? [name] : ["role", "from"];

    public static IReadOnlyList<string> OfContent(RecordFields? given) => given?.Content is { } name ? [name] : ["content", "value"];

    /// <summary>The name that is given, or null.</summary>
    public static string? Given(RecordField field, RecordFields given) => field switch
    {
        RecordField.Text => given.Text,
        RecordField.Messages => given.Messages,
        RecordField.System => given.System,
        RecordField.Instruction => given.Instruction,
        RecordField.Input => given.Input,
        RecordField.Output => given.Output,
        RecordField.Prompt => given.Prompt,
        RecordField.Completion => given.Completion,
        RecordField.Chosen => given.Chosen,
        RecordField.Rejected => given.Rejected,
        RecordField.Label => given.Label,
        _ => null,
    };

    private static IReadOnlyList<string> Usual(RecordField field) => field switch
    {
        RecordField.Text => ["text", "content", "body"],
        RecordField.Messages => ["messages", "conversations", "conversation"],
        RecordField.System => ["system"],
        RecordField.Instruction => ["instruction"],
        RecordField.Input => ["input"],
        RecordField.Output => ["output", "response"],
        RecordField.History => ["history"],
        RecordField.Prompt => ["prompt", "input.messages", "input"],
        RecordField.Completion => ["completion", "response"],
        RecordField.Chosen => ["chosen", "preferred_output"],
        RecordField.Rejected => ["rejected", "non_preferred_output"],
        RecordField.Label => ["label"],
        _ => ["tools", "input.tools"],
    };
}
