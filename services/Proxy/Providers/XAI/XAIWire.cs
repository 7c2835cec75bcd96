using System.Collections.Frozen;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Proxy.Providers.XAI;

/// <summary>xAI. Its models that think refuse penalties and stop sequences, the others take them; it judges. It has no embeddings.</summary>
internal static class XAIWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("xai", hasEmbeddings: false, dialect: new OpenAIDialect
    {
        MaxTokensField = "max_completion_tokens",
        UnsupportedFields = FrozenSet.Create("logit_bias", "top_k"),
    });
}
