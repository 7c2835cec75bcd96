using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>The sampling fields of a chat as far as a Claude model takes them; null where there is nothing to say.</summary>
/// <param name="Temperature">0 to 1.</param>
/// <param name="TopP">Above 0 up to 1.</param>
/// <param name="TopK">At least 1.</param>
internal sealed record ClaudeSampling(double? Temperature, double? TopP, int? TopK)
{
    // Thinking allows no narrower choice than this.
    private const double LeastTopPWithThinking = 0.95;

    /// <summary>Reads a chat's; what the model cannot do is named to <paramref name="unsupported"/> and left out.</summary>
    public static ClaudeSampling Of(StreamChatRequest chat, ClaudeGeneration generation, ClaudeThinking thinking, UnsupportedFields unsupported)
    {
        var isFixed = generation == ClaudeGeneration.Adaptive;
        var isNarrow = isFixed || thinking.IsOn;
        var leastTopP = isFixed ? 1 : thinking.IsOn ? LeastTopPWithThinking : 0;
        var sampling = new ClaudeSampling(
            chat.HasTemperature ? chat.Temperature : null, chat.HasTopP ? chat.TopP : null, chat.HasTopK ? chat.TopK : null);
        if (sampling.Temperature > 1 || (isNarrow && sampling.Temperature < 1))
        {
            unsupported.Add("temperature");
            sampling = sampling with { Temperature = null };
        }

        if (sampling.TopP < leastTopP)
        {
            unsupported.Add("top_p");
            sampling = sampling with { TopP = null };
        }

        if (isNarrow && sampling.TopK is not null)
        {
            unsupported.Add("top_k");
            sampling = sampling with { TopK = null };
        }

        return sampling;
    }
}
