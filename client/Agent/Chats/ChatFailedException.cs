namespace Text2Llm.Agent.Chats;

/// <summary>A chat was refused, or its answer broke off.</summary>
public sealed class ChatFailedException : Exception
{
    /// <summary>A failed chat.</summary>
    /// <param name="failure">Why it failed.</param>
    /// <param name="innerException">What brought it about, if anything did.</param>
    public ChatFailedException(ChatFailure failure, Exception? innerException = null)
        : base(failure?.Message, innerException)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>Why the chat failed.</summary>
    public ChatFailure Failure { get; }
}
