namespace Text2Llm.Agent.Chats;

/// <summary>More of an answer's text.</summary>
/// <param name="Text">What is to be appended.</param>
public sealed record TextDelta(string Text) : ChatEvent;
