using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Records;

/// <summary>A record between mapping and writing, of any kind.</summary>
/// <param name="Kind">Its kind; never auto.</param>
/// <param name="Parts">Its texts, at least one.</param>
/// <param name="Label">Whether the answer of an unpaired preference is good; null elsewhere.</param>
/// <param name="Extra">The fields that are kept beside it, and a conversation's tools, as a JSON object; or null.</param>
internal sealed record DatasetRecord(RecordKind Kind, IReadOnlyList<RecordPart> Parts, bool? Label = null, string? Extra = null)
{
    private RecordText? _whole;

    // A record that is made of another one may have other parts: what was joined is not taken over.
    private DatasetRecord(DatasetRecord original) => (Kind, Parts, Label, Extra) = (original.Kind, original.Parts, original.Label, original.Extra);

    /// <summary>A record of kind text.</summary>
    public static DatasetRecord OfText(RecordText text, string? extra = null) =>
        new(RecordKind.Text, [new RecordPart(PartKind.Text, ChatRole.None, text)], Extra: extra);

    /// <summary>What filters, hashes and counts look at: the only text, or all texts with a blank line between them.</summary>
    public string Content => Whole.ToString();

    /// <summary>The same, without making a string of it.</summary>
    public RecordText Whole => _whole ??= Parts.Count == 1 ? Parts[0].Value : string.Join("\n\n", Parts.Select(part => part.Text));
}
