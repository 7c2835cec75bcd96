using System.Text.Json;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>What an answer cost, as providers tell it: prompt / answer, of these from the cache, written to it, thought.</summary>
public sealed class ChatCompletionUsageTests
{
    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5}}""", "10/5 0 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":4}}}""", "10/5 8 0 4")]
    [InlineData("""{"usage":{"prompt_tokens":10120,"completion_tokens":1499,"total_tokens":14428,"prompt_tokens_details":{"cached_tokens":128},"completion_tokens_details":{"reasoning_tokens":2809}}}""", "10120/4308 128 0 2809")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":130}}""", "10/120 0 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"total_tokens":10}}""", "10/0 0 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":7}}""", "10/5 7 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_token_details":{"cached_tokens":6}}}""", "10/5 6 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"num_cached_tokens":6}}""", "10/5 6 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":6}}""", "10/5 6 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":99,"cache_write_tokens":3},"completion_tokens_details":{"reasoning_tokens":99}}}""", "10/5 10 3 5")]
    [InlineData("""{"usage":{"prompt_tokens":-4,"completion_tokens":9223372036854775807}}""", "0/2147483647 0 0 0")]
    [InlineData("""{"usage":null,"x_groq":{"usage":{"prompt_tokens":10,"completion_tokens":5}}}""", "10/5 0 0 0")]
    [InlineData("""{"choices":[{"index":0,"usage":{"prompt_tokens":10,"completion_tokens":5}}]}""", "10/5 0 0 0")]
    [InlineData("""{"usage":{"prompt_tokens":10}}""", null)]
    [InlineData("""{"usage":null}""", null)]
    public void TokenUsage_Fields_AreTheHouses(string chunk, string? expected)
    {
        var usage = JsonSerializer.Deserialize(chunk, ChatCompletionJson.Default.ChatCompletionChunk)!.TokenUsage;

        (usage is null
            ? null
            : $"{usage.InputTokens}/{usage.OutputTokens} {usage.CachedInputTokens} {usage.CacheWriteInputTokens} {usage.ReasoningTokens}")
            .ShouldBe(expected);
    }
}
