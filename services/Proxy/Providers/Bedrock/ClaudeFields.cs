using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.Anthropic;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>What a chat asks of a Claude model beyond Converse; both are null for the models of other makers.</summary>
/// <param name="Thinking">How much it is to think.</param>
/// <param name="Sampling">The sampling fields as far as it takes them.</param>
internal sealed record ClaudeFields(ClaudeThinking? Thinking, ClaudeSampling? Sampling)
{
    /// <summary>Reads what a chat asks for; what its model cannot do is named to <paramref name="unsupported"/> and left out.</summary>
    public static ClaudeFields Of(StreamChatRequest chat, UnsupportedFields unsupported)
    {
        // An ARN of a profile of one's own does not tell whose model it is.
        if (chat.Model.Contains("anthropic.claude", StringComparison.Ordinal))
        {
            var generation = ClaudeGenerations.Of(chat.Model);
            var thinking = ClaudeThinking.Of(chat, generation, unsupported);
            return new(thinking, ClaudeSampling.Of(chat, generation, thinking, unsupported));
        }

        if (chat.HasTopK)
        {
            unsupported.Add("top_k");
        }

        if (chat.Reasoning is { AmountCase: not Reasoning.AmountOneofCase.None } reasoning)
        {
            unsupported.Add(reasoning.AmountCase == Reasoning.AmountOneofCase.Effort ? "reasoning_effort" : "reasoning.max_tokens");
        }

        return new(null, null);
    }

    /// <summary>Writes the property <c>additionalModelRequestFields</c>, if there is anything to say.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Thinking is not { IsSaid: true } && Sampling?.TopK is null)
        {
            return;
        }

        json.WriteStartObject("additionalModelRequestFields");
        if (Sampling?.TopK is { } topK)
        {
            json.WriteNumber("top_k", topK);
        }

        Thinking?.Write(json);
        if (Thinking?.Effort is { } effort)
        {
            json.WriteStartObject("output_config");
            json.WriteString("effort", effort);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
