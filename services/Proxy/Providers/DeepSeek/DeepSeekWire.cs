using System.Collections.Frozen;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Providers.OpenAI.Requests;

namespace Text2Llm.Proxy.Providers.DeepSeek;

/// <summary>
/// DeepSeek. It passes over what it does not know without a word, so that is listed here. Where a model thought before it asked for a tool,
/// it wants the thoughts back with what came of it.
/// </summary>
internal static class DeepSeekWire
{
    public static ProviderWire Wire { get; } = OpenAIWire.Of("deepseek", hasEmbeddings: false, dialect: new OpenAIDialect
    {
        TakesJsonSchema = false,
        TakesStrictTools = false,
        MostStops = 16,
        FormerThoughts = FormerThoughts.ReasoningContent,
        Reasoning = WriteReasoning,
        UnsupportedFields = FrozenSet.Create(
            "frequency_penalty", "logit_bias", "max_completion_tokens", "n", "parallel_tool_calls", "prediction", "presence_penalty", "seed",
            "service_tier", "store", "top_k", "user"),
    });

    /// <summary>Whether to think is a switch of its own; how hard, a word.</summary>
    private static void WriteReasoning(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        var word = ReasoningEffortWriter.WordOf(chat.Reasoning);
        if (word is null)
        {
            unsupported.Add(ReasoningEffortWriter.TokensField);
            return;
        }

        json.WriteStartObject("thinking");
        json.WriteString("type", word == "none" ? "disabled" : "enabled");
        json.WriteEndObject();
        if (word != "none")
        {
            json.WriteString(ReasoningEffortWriter.Field, word);
        }
    }
}
