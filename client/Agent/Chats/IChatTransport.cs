namespace Text2Llm.Agent.Chats;

/// <summary>Carries a chat to a provider and its answer back.</summary>
public interface IChatTransport
{
    /// <summary>Sends one chat and streams its answer.</summary>
    /// <param name="request">The chat.</param>
    /// <param name="cancellationToken">Cancels the call all the way to the provider.</param>
    /// <returns>Any number of <see cref="TextDelta"/>, then one <see cref="Completed"/>.</returns>
    /// <exception cref="ChatFailedException">The chat was refused, or its answer broke off.</exception>
    IAsyncEnumerable<ChatEvent> StreamAsync(ChatRequest request, CancellationToken cancellationToken);
}
