using System.Collections.Frozen;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>OpenAI's own wire format, and what its followers are made of.</summary>
internal static class OpenAIWire
{
    /// <summary>OpenAI's own.</summary>
    public static ProviderWire OpenAI { get; } = Of("openai", new OpenAIDialect
    {
        MaxTokensField = "max_completion_tokens",
        UserField = "safety_identifier",
        MostStops = 4,
        UnsupportedFields = FrozenSet.Create("top_k"),
    });

    /// <summary>That of any other endpoint which follows it. What such a one cannot honour is its own to say.</summary>
    public static ProviderWire Compatible { get; } = Of("openai-compatible", new OpenAIDialect { TakesExtraContent = true });

    /// <summary>A follower's, under its name.</summary>
    /// <param name="name">The wire's name.</param>
    /// <param name="dialect">How it departs from OpenAI's.</param>
    /// <param name="hasModels">Whether it lists the models that a key may use.</param>
    /// <param name="hasEmbeddings">Whether it has embeddings.</param>
    public static ProviderWire Of(string name, OpenAIDialect dialect, bool hasModels = true, bool hasEmbeddings = true) => new(
        name,
        new OpenAIChat(dialect, () => $"call_{Guid.NewGuid():N}"),
        hasModels ? new OpenAIModels(dialect) : null,
        hasEmbeddings ? new OpenAIEmbeddings(dialect) : null,
        new OpenAIPassage(dialect));
}
