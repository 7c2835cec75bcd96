namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>What becomes of a record that is like others.</summary>
internal enum FateKind : uint
{
    /// <summary>It is the first of them, and stays.</summary>
    Kept,

    /// <summary>It is dropped: an earlier one has the same text.</summary>
    Exact,

    /// <summary>It is dropped: an earlier one is nearly the same.</summary>
    Near,
}
