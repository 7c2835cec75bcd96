namespace Text2Llm.Pipeline.Jobs;

/// <summary>What a record is.</summary>
public sealed record RecordsSpec
{
    /// <summary>The kind of the records.</summary>
    public RecordKind Kind { get; init; }

    /// <summary>Which part of a text file is one record; a whole file when left out. Not for JSON Lines.</summary>
    public TextUnit? Unit { get; init; }

    /// <summary>Which fields of a JSON object are read. Not for plain text.</summary>
    public RecordFields? Fields { get; init; }
}
