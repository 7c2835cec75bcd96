using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>What the records of a run are: decided once, and the same for every shard.</summary>
/// <param name="Kind">Their kind; never auto.</param>
/// <param name="Shape">The shape in which they come; never auto.</param>
/// <param name="Conversational">Whether prompts and answers are lists of turns, not texts. Of completions and preferences.</param>
/// <param name="Fields">The fields that were found or given.</param>
/// <param name="Evidence">How this was told, in words, for the report.</param>
internal sealed record RecordLayout(RecordKind Kind, RecordShape Shape, bool Conversational, RecordFields Fields, string Evidence)
{
    /// <summary>One text each, of files that are texts.</summary>
    public static RecordLayout PlainText { get; } =
        new(RecordKind.Text, RecordShape.Text, Conversational: false, new RecordFields(), "the records are texts");
}
