namespace Text2Llm.Pipeline.Deduplication.Marks;

/// <summary>What two records have in common that have the same mark.</summary>
internal enum MarkKind : uint
{
    /// <summary>Nothing: there is no mark.</summary>
    None,

    /// <summary>The whole text.</summary>
    Exact,

    /// <summary>A band of their signatures.</summary>
    Near,

    /// <summary>A line or paragraph.</summary>
    Part,
}
