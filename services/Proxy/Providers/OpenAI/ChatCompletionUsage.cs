using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>What a chat completion or embeddings cost, in tokens, in the fields of OpenAI and those who follow it.</summary>
/// <param name="PromptTokens">Tokens read, those from a cache included.</param>
/// <param name="CompletionTokens">Tokens written; with most providers those of thinking included.</param>
/// <param name="TotalTokens">All of them.</param>
/// <param name="PromptTokensDetails">Parts of those read.</param>
/// <param name="PromptTokenDetails">The same, in Mistral's spelling.</param>
/// <param name="CompletionTokensDetails">Parts of those written.</param>
/// <param name="NumCachedTokens">Of the tokens read, those from Mistral's cache.</param>
/// <param name="CachedTokens">The same from Moonshot's and Together's.</param>
/// <param name="PromptCacheHitTokens">The same from DeepSeek's.</param>
internal sealed record ChatCompletionUsage(
    long? PromptTokens,
    long? CompletionTokens,
    long? TotalTokens,
    ChatCompletionUsageDetails? PromptTokensDetails,
    ChatCompletionUsageDetails? PromptTokenDetails,
    ChatCompletionUsageDetails? CompletionTokensDetails,
    long? NumCachedTokens,
    long? CachedTokens,
    long? PromptCacheHitTokens)
{
    /// <summary>
    /// The usage in the house's terms; null where it is not all there. xAI, and Google's endpoint, leave the tokens of thinking out of
    /// those written and count them in the total alone, so what the total has beyond the prompt was written.
    /// </summary>
    public TokenUsage? ToTokenUsage()
    {
        if (PromptTokens is null || (CompletionTokens ?? TotalTokens) is null)
        {
            return null;
        }

        var input = Count(PromptTokens);
        var output = Math.Max(Count(CompletionTokens), Count(TotalTokens) - input);
        var cached = PromptTokensDetails?.CachedTokens ?? PromptTokenDetails?.CachedTokens ?? NumCachedTokens ?? CachedTokens ?? PromptCacheHitTokens;
        return new TokenUsage
        {
            InputTokens = input,
            OutputTokens = output,
            CachedInputTokens = Math.Min(Count(cached), input),
            CacheWriteInputTokens = Math.Min(Count(PromptTokensDetails?.CacheWriteTokens), input),
            ReasoningTokens = Math.Min(Count(CompletionTokensDetails?.ReasoningTokens), output),
        };
    }

    /// <summary>Reads a usage object; null where there is none, or it says nothing.</summary>
    /// <exception cref="JsonException">Its fields are not what they should be.</exception>
    public static TokenUsage? Read(ReadOnlySpan<byte> usage) =>
        usage.IsEmpty ? null : JsonSerializer.Deserialize(usage, ChatCompletionJson.Default.ChatCompletionUsage)?.ToTokenUsage();

    private static long Count(long? tokens) => Math.Clamp(tokens ?? 0, 0, int.MaxValue);
}

/// <summary>Parts of a number of tokens.</summary>
/// <param name="CachedTokens">Those that came from a cache.</param>
/// <param name="CacheWriteTokens">Those that were written to one.</param>
/// <param name="ReasoningTokens">Those of thinking.</param>
internal sealed record ChatCompletionUsageDetails(long? CachedTokens, long? CacheWriteTokens, long? ReasoningTokens);
