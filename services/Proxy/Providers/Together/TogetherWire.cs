using System.Collections.Frozen;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.Together;

/// <summary>Together. It knows no id of the person, and the length of its embeddings is the model's.</summary>
internal static class TogetherWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("together", new OpenAIDialect
    {
        DimensionsField = null,
        Reasoning = WriteReasoning,
        UnsupportedFields = FrozenSet.Create("max_completion_tokens", "user"),
    });

    /// <summary>How hard to think is a word, not to think at all a switch.</summary>
    private static void WriteReasoning(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        if (ReasoningEffortWriter.WordOf(chat.Reasoning) != "none")
        {
            ReasoningEffortWriter.Write(json, chat, unsupported);
            return;
        }

        json.WriteStartObject("reasoning");
        json.WriteBoolean("enabled", false);
        json.WriteEndObject();
    }
}
