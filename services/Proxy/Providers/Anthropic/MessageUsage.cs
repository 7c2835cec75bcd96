using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>What a message cost so far, in tokens. What was read from the cache or written to it is not among the input.</summary>
internal sealed record MessageUsage(
    long? InputTokens,
    long? OutputTokens,
    long? CacheReadInputTokens,
    long? CacheCreationInputTokens,
    MessageOutputDetails? OutputTokensDetails)
{
    /// <summary>These figures, with those that a later event gives in their place.</summary>
    public MessageUsage With(MessageUsage later) => new(
        later.InputTokens ?? InputTokens,
        later.OutputTokens ?? OutputTokens,
        later.CacheReadInputTokens ?? CacheReadInputTokens,
        later.CacheCreationInputTokens ?? CacheCreationInputTokens,
        later.OutputTokensDetails ?? OutputTokensDetails);

    /// <summary>The house's figures, whose input holds what went through the cache.</summary>
    public TokenUsage ToTokenUsage() => new()
    {
        InputTokens = (InputTokens ?? 0) + (CacheReadInputTokens ?? 0) + (CacheCreationInputTokens ?? 0),
        OutputTokens = OutputTokens ?? 0,
        CachedInputTokens = CacheReadInputTokens ?? 0,
        CacheWriteInputTokens = CacheCreationInputTokens ?? 0,
        ReasoningTokens = OutputTokensDetails?.ThinkingTokens ?? 0,
    };
}

/// <summary>What the output was for.</summary>
internal sealed record MessageOutputDetails(long? ThinkingTokens);
