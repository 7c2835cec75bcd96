namespace Text2Llm.Agent.Chats;

/// <summary>Why a model stopped answering.</summary>
public enum FinishReason
{
    /// <summary>The provider gave no reason, or one that is not listed here.</summary>
    Unspecified,

    /// <summary>The answer came to its end.</summary>
    Stop,

    /// <summary>The answer reached the most tokens it may have.</summary>
    Length,

    /// <summary>The provider withheld the rest for its content.</summary>
    ContentFilter,
}
