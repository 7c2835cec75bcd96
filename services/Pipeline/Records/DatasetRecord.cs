using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Records;

/// <summary>A record between mapping and writing, of any kind.</summary>
/// <param name="Kind">Its kind; never auto.</param>
/// <param name="Parts">Its texts, at least one.</param>
/// <param name="Label">Whether the answer of an unpaired preference is good; null elsewhere.</param>
/// <param name="Extra">The fields that are kept beside it, and a conversation's tools, as a JSON object; or null.</param>
internal sealed record DatasetRecord(RecordKind Kind, IReadOnlyList<RecordPart> Parts, bool? Label = null, string? Extra = null)
{
    /// <summary>A record of kind text.</summary>
    public static DatasetRecord OfText(string text) => new(RecordKind.Text, [new RecordPart(PartKind.Text, ChatRole.None, text)]);

    /// <summary>What filters, hashes and counts look at: the only text, or all texts with a blank line between them.</summary>
    public string Content { get; } = Parts.Count == 1 ? Parts[0].Text : string.Join("\n\n", Parts.Select(part => part.Text));
}
