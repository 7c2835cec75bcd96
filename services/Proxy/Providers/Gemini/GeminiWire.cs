namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>The wire format of Google's Gemini API (<c>generateContent</c>).</summary>
internal static class GeminiWire
{
    /// <summary>The name that configuration gives it.</summary>
    public const string Name = "gemini";

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddGeminiWire(this IServiceCollection services) =>
        services.AddSingleton(new ProviderWire(
            Name, new GeminiChat(() => $"call_{Guid.NewGuid():N}"), new GeminiModels(), new GeminiEmbeddings()));
}
