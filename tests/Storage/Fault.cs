namespace Text2Llm.Storage.Tests;

/// <summary>What happens to a request.</summary>
/// <param name="Kind">What.</param>
/// <param name="Bytes">After how many bytes of the answer.</param>
internal sealed record Fault(FaultKind Kind, long Bytes = 0)
{
    public static readonly Fault None = new(FaultKind.None);
}

internal enum FaultKind
{
    /// <summary>It is passed on.</summary>
    None,

    /// <summary>The connection is cut within the answer.</summary>
    Cut,

    /// <summary>No answer comes.</summary>
    Freeze,

    /// <summary>The server is too busy.</summary>
    Busy,

    /// <summary>The server refuses.</summary>
    Forbid,

    /// <summary>The server does what it is asked for, but the answer is lost.</summary>
    LoseAnswer,
}
