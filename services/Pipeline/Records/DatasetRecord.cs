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

    /// <summary>Its texts, at least one.</summary>
    public IReadOnlyList<RecordPart> Parts
    {
        get;
        init
        {
            field = value;
            Content = Join(value);
        }
    } = Parts;

    /// <summary>What filters, hashes and counts look at: the only text, or all texts with a blank line between them.</summary>
    public string Content { get; private init; } = Join(Parts);

    private static string Join(IReadOnlyList<RecordPart> parts) =>
        parts.Count == 1 ? parts[0].Text : string.Join("\n\n", parts.Select(part => part.Text));
}
