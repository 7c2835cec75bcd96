namespace Text2Llm.Pipeline.Jobs;

/// <summary>What a record is.</summary>
public sealed record RecordsSpec
{
    /// <summary>The kind of the records.</summary>
    public RecordKind Kind { get; init; }

    /// <summary>Which part of a text file is one record; a whole file when left out. For text alone.</summary>
    public TextUnit? Unit { get; init; }

    /// <summary>Which fields of an object or a row are read. Not for plain text.</summary>
    public RecordFields? Fields { get; init; }

    /// <summary>Other fields, which are written again beside each record as they are.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>Whether a conversation that breaks the rules is mended where that is safe; otherwise it is dropped.</summary>
    public bool Repair { get; init; } = true;
}
