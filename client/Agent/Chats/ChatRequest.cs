namespace Text2Llm.Agent.Chats;

/// <summary>One chat to be answered.</summary>
/// <param name="Target">Where it goes.</param>
/// <param name="Messages">The conversation so far, oldest first; the last is the person's.</param>
public sealed record ChatRequest(ChatTarget Target, IReadOnlyList<ChatMessage> Messages);
