using System.Collections.Frozen;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Proxy.Providers.AzureOpenAI;

/// <summary>
/// Azure OpenAI by its v1 API, below <c>https://{resource}.openai.azure.com/openai/v1</c>: no version in the address, and the deployment's
/// name as the model. It cannot list deployments to the holder of a key, and its list of base models is not what a request takes.
/// </summary>
internal static class AzureOpenAIWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("azure-openai", hasModels: false, dialect: new OpenAIDialect
    {
        KeyHeader = "api-key",
        MaxTokensField = "max_completion_tokens",
        MostStops = 4,
        UnsupportedFields = FrozenSet.Create("top_k"),
    });
}
