namespace Text2Llm.Agent.Chats;

/// <summary>One message as a model is sent it.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said. Never empty.</param>
public sealed record ChatMessage(ChatRole Role, string Text);
