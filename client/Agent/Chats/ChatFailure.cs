namespace Text2Llm.Agent.Chats;

/// <summary>Why a chat was not answered, or not to its end.</summary>
/// <param name="Reason">The reason in upper snake case: a service's own, or one of <see cref="ChatFailureReasons"/>.</param>
/// <param name="Message">What the service said of it, for people.</param>
/// <param name="RetryAfter">How long to wait before trying again, where waiting helps and the service said how long.</param>
public sealed record ChatFailure(string Reason, string Message, TimeSpan? RetryAfter = null);
