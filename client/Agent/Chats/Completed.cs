namespace Text2Llm.Agent.Chats;

/// <summary>The answer is whole; nothing follows.</summary>
/// <param name="FinishReason">Why the model stopped.</param>
/// <param name="Model">The model that answered, as the provider names it, or empty where it did not say.</param>
/// <param name="Usage">What the answer cost, where that is known.</param>
public sealed record Completed(FinishReason FinishReason, string Model, TokenUsage? Usage) : ChatEvent;
