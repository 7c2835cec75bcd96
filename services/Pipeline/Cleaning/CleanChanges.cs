namespace Text2Llm.Pipeline.Cleaning;

/// <summary>What cleaning has changed of a record.</summary>
[Flags]
internal enum CleanChanges
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Text that was decoded by the wrong encoding was mended.</summary>
    Mojibake = 1,

    /// <summary>HTML's character references were resolved.</summary>
    Entities = 2,

    /// <summary>Control characters went.</summary>
    Controls = 4,

    /// <summary>Invisible characters went.</summary>
    Invisible = 8,

    /// <summary>The text was brought to a Unicode form.</summary>
    Unicode = 16,

    /// <summary>Lines of boilerplate went.</summary>
    Boilerplate = 32,

    /// <summary>White space was folded.</summary>
    Whitespace = 64,
}
