using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>What an answer cost, in tokens. What was read from the cache or written to it is not among the input.</summary>
internal sealed record ConverseUsage(long InputTokens, long OutputTokens, long? CacheReadInputTokens, long? CacheWriteInputTokens)
{
    /// <summary>The house's figures, whose input holds what went through the cache.</summary>
    public TokenUsage ToTokenUsage() => new()
    {
        InputTokens = InputTokens + (CacheReadInputTokens ?? 0) + (CacheWriteInputTokens ?? 0),
        OutputTokens = OutputTokens,
        CachedInputTokens = CacheReadInputTokens ?? 0,
        CacheWriteInputTokens = CacheWriteInputTokens ?? 0,
    };
}
