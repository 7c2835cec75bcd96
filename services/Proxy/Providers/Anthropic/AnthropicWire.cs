namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Anthropic's wire format.</summary>
internal static class AnthropicWire
{
    /// <summary>Adds it as <c>anthropic</c>. It has no embeddings.</summary>
    public static IServiceCollection AddAnthropicWire(this IServiceCollection services) =>
        services.AddSingleton(new ProviderWire("anthropic", new AnthropicChat(), new AnthropicModels()));
}
