namespace Text2Llm.Agent.Chats;

/// <summary>One step of an answer: any number of <see cref="TextDelta"/>, then one <see cref="Completed"/>.</summary>
public abstract record ChatEvent;
