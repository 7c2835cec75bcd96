using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>Which records can be written in which shape.</summary>
internal static class ShapeRules
{
    /// <summary>The shape that is written, never auto.</summary>
    public static RecordShape Resolve(RecordLayout layout, RecordShape wanted) => wanted != RecordShape.Auto ? wanted : layout.Kind switch
    {
        RecordKind.Messages => RecordShape.Messages,
        RecordKind.Instruction => RecordShape.Alpaca,
        RecordKind.Completion => RecordShape.Completion,
        RecordKind.Preference => layout.Shape == RecordShape.Unpaired ? RecordShape.Unpaired : RecordShape.Preference,
        _ => RecordShape.Text,
    };

    /// <summary>Why records cannot be written in a shape and what would be right, or null: where all of them are known.</summary>
    public static string? Mistake(RecordLayout layout, RecordShape wanted) =>
        wanted == RecordShape.Auto ? null : Mistake(
            wanted,
            layout.Kind,
            [.. Possible(layout.Kind).Where(shape => layout.Shape != RecordShape.Unpaired || shape == RecordShape.Unpaired)
                .Where(shape => !layout.Conversational || shape != RecordShape.Alpaca)]);

    /// <summary>Why records of a kind can never be written in a shape, or null: where only the job is known.</summary>
    public static string? Mistake(RecordKind kind, RecordShape wanted) =>
        kind == RecordKind.Auto || wanted == RecordShape.Auto ? null : Mistake(wanted, kind, Possible(kind));

    private static string? Mistake(RecordShape wanted, RecordKind kind, RecordShape[] possible) => possible.Contains(wanted)
        ? null
        : $"records of kind {Name(kind)} cannot be written as {Name(wanted)}; use {string.Join(", ", possible.Select(Name))}, or leave it out";

    // A text says nothing of who speaks. A conversation has no one instruction. Of a preference the chosen answer can be learnt alone; of
    // an unpaired one it is not known which it would be.
    private static RecordShape[] Possible(RecordKind kind) => kind switch
    {
        RecordKind.Messages => [RecordShape.Messages, RecordShape.ShareGpt, RecordShape.Completion, RecordShape.Text],
        RecordKind.Instruction =>
            [RecordShape.Alpaca, RecordShape.Messages, RecordShape.ShareGpt, RecordShape.Completion, RecordShape.Text],
        RecordKind.Completion => [RecordShape.Completion, RecordShape.Messages, RecordShape.ShareGpt, RecordShape.Alpaca, RecordShape.Text],
        RecordKind.Preference =>
            [RecordShape.Preference, RecordShape.Unpaired, RecordShape.Messages, RecordShape.ShareGpt, RecordShape.Completion],
        _ => [RecordShape.Text],
    };

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
