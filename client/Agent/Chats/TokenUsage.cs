namespace Text2Llm.Agent.Chats;

/// <summary>Tokens of one answer.</summary>
/// <param name="Input">Tokens read.</param>
/// <param name="Output">Tokens written.</param>
/// <param name="Estimated">Whether the figures are an estimate by length rather than the provider's count.</param>
public sealed record TokenUsage(long Input, long Output, bool Estimated);
