using System.Collections.Frozen;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Proxy.Providers.Mistral;

/// <summary>Mistral. It refuses every field that it does not know, and tells usage unasked.</summary>
internal static class MistralWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("mistral", new OpenAIDialect
    {
        StreamsUsage = false,
        SeedField = "random_seed",
        RequiredToolWord = "any",
        FormerThoughts = FormerThoughts.ContentChunks,
        ToolCallId = MistralToolCallId.From,
        DimensionsField = "output_dimension",
        UnsupportedFields = FrozenSet.Create(
            "audio", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "modalities", "safety_identifier", "seed",
            "service_tier", "store", "stream_options", "top_k", "top_logprobs", "user", "verbosity", "web_search_options"),
    });
}
