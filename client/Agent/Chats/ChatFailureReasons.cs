namespace Text2Llm.Agent.Chats;

/// <summary>The reasons that no service gives, because no service was there to give them.</summary>
public static class ChatFailureReasons
{
    /// <summary>The service could not be reached at all.</summary>
    public const string NetworkUnreachable = "NETWORK_UNREACHABLE";

    /// <summary>The answer broke off before its end.</summary>
    public const string AnswerInterrupted = "ANSWER_INTERRUPTED";

    /// <summary>A failure that came with no reason.</summary>
    public const string Unknown = "UNKNOWN";
}
