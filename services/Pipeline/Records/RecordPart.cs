namespace Text2Llm.Pipeline.Records;

/// <summary>A text of a record. Every step works on such texts, whatever the record's kind.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Role">Who speaks, where it is a turn.</param>
/// <param name="Value">The text.</param>
/// <param name="Extra">A turn's other members (tool calls, a name, images) as a JSON object, or null.</param>
internal readonly record struct RecordPart(PartKind Kind, ChatRole Role, RecordText Value, string? Extra = null)
{
    /// <summary>The text as a string.</summary>
    public string Text
    {
        get => Value.ToString();
        init => Value = value;
    }
}
