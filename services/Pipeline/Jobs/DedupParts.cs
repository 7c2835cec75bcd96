namespace Text2Llm.Pipeline.Jobs;

/// <summary>Which parts of a text are dropped when they stood in an earlier place.</summary>
public enum DedupParts
{
    /// <summary>None.</summary>
    None,

    /// <summary>Lines.</summary>
    Lines,

    /// <summary>Paragraphs.</summary>
    Paragraphs,
}
