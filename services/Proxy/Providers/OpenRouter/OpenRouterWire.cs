using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.OpenRouter;

/// <summary>
/// OpenRouter, in front of many providers. Unless it is told otherwise it leaves out, without a word, what the one it picks cannot honour;
/// so it is told. It hands thoughts on with their seals, and takes them back.
/// </summary>
internal static class OpenRouterWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("openrouter", new OpenAIDialect
    {
        HonoursAllOnlyIfTold = true,
        FormerThoughts = FormerThoughts.ReasoningDetails,
        Reasoning = WriteReasoning,
    });

    private static void WriteReasoning(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        json.WriteStartObject("reasoning");
        if (ReasoningEffortWriter.WordOf(chat.Reasoning) is { } word)
        {
            json.WriteString("effort", word);
        }
        else
        {
            json.WriteNumber("max_tokens", chat.Reasoning.MaxTokens);
        }

        json.WriteEndObject();
    }
}
