namespace Text2Llm.Proxy.Switches;

/// <summary>What becomes of the calls that are under way when their provider is switched off.</summary>
internal enum StreamsUnderWay
{
    /// <summary>They come to their end.</summary>
    Finish,

    /// <summary>They are broken off, and their callers are told why.</summary>
    Abort,
}
