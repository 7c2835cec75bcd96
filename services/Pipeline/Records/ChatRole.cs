namespace Text2Llm.Pipeline.Records;

/// <summary>Who speaks in a turn.</summary>
internal enum ChatRole : byte
{
    /// <summary>Nobody: the part is no turn.</summary>
    None,

    /// <summary>The system, or the developer.</summary>
    System,

    /// <summary>The user.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool, or a function.</summary>
    Tool,
}
