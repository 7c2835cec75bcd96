namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>The wire formats that follow OpenAI's.</summary>
internal static class OpenAIWires
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddOpenAIWires(this IServiceCollection services)
    {
        var passage = new OpenAIPassage();
        return services.AddSingleton(new ProviderWire("openai-compatible", new OpenAIChat(passage), Passage: passage));
    }
}
