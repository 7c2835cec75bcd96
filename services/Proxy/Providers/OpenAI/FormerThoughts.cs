namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>How a provider takes back what its model thought in former answers.</summary>
internal enum FormerThoughts
{
    /// <summary>Not at all. Leaving them out loses nothing that the caller asked for: the model thinks anew.</summary>
    LeftOut,

    /// <summary>As text in the message's <c>reasoning_content</c>.</summary>
    ReasoningContent,

    /// <summary>As parts of the message's <c>content</c>, of the type <c>thinking</c>.</summary>
    ContentChunks,

    /// <summary>As the message's <c>reasoning_details</c>, with their seals.</summary>
    ReasoningDetails,
}
