using System.Collections.Frozen;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.Groq;

/// <summary>Groq. It has no embeddings.</summary>
internal static class GroqWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("groq", hasEmbeddings: false, dialect: new OpenAIDialect
    {
        MaxTokensField = "max_completion_tokens",
        MostStops = 4,
        Reasoning = WriteReasoning,
        UnsupportedFields = FrozenSet.Create(
            "frequency_penalty", "logit_bias", "logprobs", "presence_penalty", "top_k", "top_logprobs"),
    });

    /// <summary>
    /// How hard to think is a word. Most models put their thoughts into the answer's text unless they are told to keep them apart; OpenAI's
    /// open ones always keep them apart, and refuse to be told.
    /// </summary>
    private static void WriteReasoning(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        ReasoningEffortWriter.Write(json, chat, unsupported);
        if (!chat.Model.StartsWith("openai/", StringComparison.Ordinal))
        {
            json.WriteString("reasoning_format", "parsed");
        }
    }
}
