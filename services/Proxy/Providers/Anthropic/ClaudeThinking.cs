using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>How much a Claude model is to think about one chat, in the terms that its generation takes.</summary>
internal sealed record ClaudeThinking
{
    private const int LeastBudget = 1024;
    private const int AnswerTokens = 8 * 1024;
    private const int AdaptiveTokens = 16 * 1024;

    private readonly Mode _mode;
    private readonly int _budget;

    private ClaudeThinking(StreamChatRequest chat, ClaudeGeneration generation, Mode mode, int budget = 0, string? effort = null)
    {
        (_mode, _budget, Effort) = (mode, budget, effort);
        MaxTokens = chat.HasMaxOutputTokens ? chat.MaxOutputTokens : mode switch
        {
            Mode.Budget => (long)budget + AnswerTokens,
            Mode.Adaptive => AdaptiveTokens,
            Mode.Unset when generation == ClaudeGeneration.Adaptive => AdaptiveTokens,
            _ => AnswerTokens,
        };
    }

    private enum Mode
    {
        Unset,
        Disabled,
        Budget,
        Adaptive,
    }

    /// <summary>What <c>output_config.effort</c> is to say; null for nothing.</summary>
    public string? Effort { get; }

    /// <summary>
    /// The most tokens of the answer, thoughts included, which the API wants to be told: the caller's figure; else 8,192 after the budget, or
    /// 16,384 where the model itself decides how much it thinks.
    /// </summary>
    public long MaxTokens { get; }

    /// <summary>Whether thinking is asked for: sampling and the choice of tools are then not free.</summary>
    public bool IsOn => _mode is Mode.Budget or Mode.Adaptive;

    /// <summary>Whether a chat says anything of thinking.</summary>
    public bool IsSaid => _mode != Mode.Unset;

    /// <summary>Whether <c>max_tokens</c> has to leave room for a budget.</summary>
    public bool HasBudget => _mode == Mode.Budget;

    /// <summary>Reads what a chat asks for; what the model cannot do is named to <paramref name="unsupported"/> and left out.</summary>
    public static ClaudeThinking Of(StreamChatRequest chat, ClaudeGeneration generation, UnsupportedFields unsupported)
    {
        return chat.Reasoning?.AmountCase switch
        {
            Reasoning.AmountOneofCase.Effort when chat.Reasoning.Effort == ReasoningEffort.None => new(chat, generation, Mode.Disabled),
            Reasoning.AmountOneofCase.Effort when generation != ClaudeGeneration.Budgeted =>
                new(chat, generation, Mode.Adaptive, effort: InWords(chat.Reasoning.Effort)),

            // Half of the answer's tokens at most, so that there is an answer.
            Reasoning.AmountOneofCase.Effort => Within(
                chat.HasMaxOutputTokens ? Math.Min(InTokens(chat.Reasoning.Effort), chat.MaxOutputTokens / 2) : InTokens(chat.Reasoning.Effort),
                "reasoning_effort"),
            Reasoning.AmountOneofCase.MaxTokens when chat.Reasoning.MaxTokens == 0 => new(chat, generation, Mode.Disabled),
            Reasoning.AmountOneofCase.MaxTokens => Within(
                generation == ClaudeGeneration.Adaptive ? 0
                : chat.HasMaxOutputTokens ? Math.Min(chat.Reasoning.MaxTokens, chat.MaxOutputTokens - 1)
                : chat.Reasoning.MaxTokens,
                "reasoning.max_tokens"),
            _ => new(chat, generation, Mode.Unset),
        };

        ClaudeThinking Within(int budget, string field)
        {
            if (budget >= LeastBudget)
            {
                return new(chat, generation, Mode.Budget, budget);
            }

            unsupported.Add(field);
            return new(chat, generation, Mode.Unset);
        }
    }

    /// <summary>Writes the property <c>thinking</c>, if there is anything to say.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (!IsSaid)
        {
            return;
        }

        json.WriteStartObject("thinking");
        switch (_mode)
        {
            case Mode.Disabled:
                json.WriteString("type", "disabled");
                break;
            case Mode.Budget:
                json.WriteString("type", "enabled");
                json.WriteNumber("budget_tokens", _budget);
                break;
            default:
                // Newer models leave the thoughts out unless asked for them.
                json.WriteString("type", "adaptive");
                json.WriteString("display", "summarized");
                break;
        }

        json.WriteEndObject();
    }

    private static string InWords(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Minimal or ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        _ => "high",
    };

    private static int InTokens(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Minimal => LeastBudget,
        ReasoningEffort.Low => 2 * 1024,
        ReasoningEffort.Medium => 8 * 1024,
        _ => 16 * 1024,
    };
}
