using Text2Llm.Proxy.Providers.AzureOpenAI;
using Text2Llm.Proxy.Providers.DeepSeek;
using Text2Llm.Proxy.Providers.Groq;
using Text2Llm.Proxy.Providers.Mistral;
using Text2Llm.Proxy.Providers.OpenRouter;
using Text2Llm.Proxy.Providers.Together;
using Text2Llm.Proxy.Providers.XAI;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>The wire formats that follow OpenAI's.</summary>
internal static class OpenAIWires
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddOpenAIWires(this IServiceCollection services) => services
        .AddSingleton(OpenAIWire.OpenAI)
        .AddSingleton(OpenAIWire.Compatible)
        .AddSingleton(AzureOpenAIWire.Wire)
        .AddSingleton(DeepSeekWire.Wire)
        .AddSingleton(GroqWire.Wire)
        .AddSingleton(MistralWire.Wire)
        .AddSingleton(OpenRouterWire.Wire)
        .AddSingleton(TogetherWire.Wire)
        .AddSingleton(XAIWire.Wire);
}
