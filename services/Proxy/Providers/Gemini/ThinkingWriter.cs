using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes how much the model may think, into <c>generationConfig</c>. Whoever asks for thinking is told the thoughts.</summary>
internal static class ThinkingWriter
{
    /// <summary>Writes nothing where the chat leaves it to the provider.</summary>
    public static void Write(Utf8JsonWriter json, Reasoning? reasoning, GeminiModel model, UnsupportedFields unsupported)
    {
        switch (reasoning)
        {
            case null or { AmountCase: Reasoning.AmountOneofCase.None }:
                break;
            case { AmountCase: Reasoning.AmountOneofCase.MaxTokens }:
                WriteBudget(json, reasoning.MaxTokens);
                break;
            case { Effort: ReasoningEffort.None } when model.IsOfThirdGeneration:
                // Those always think.
                unsupported.Add("reasoning_effort");
                break;
            case var _ when model.IsOfThirdGeneration:
                WriteLevel(json, reasoning.Effort, model);
                break;
            default:
                WriteBudget(json, BudgetOf(reasoning.Effort));
                break;
        }
    }

    private static void WriteLevel(Utf8JsonWriter json, ReasoningEffort effort, GeminiModel model)
    {
        json.WriteStartObject("thinkingConfig");
        json.WriteString("thinkingLevel", effort switch
        {
            ReasoningEffort.Minimal when !model.IsPro => "minimal",
            ReasoningEffort.Minimal or ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            _ => "high",
        });
        json.WriteBoolean("includeThoughts", true);
        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, int tokens)
    {
        json.WriteStartObject("thinkingConfig");
        json.WriteNumber("thinkingBudget", tokens);
        json.WriteBoolean("includeThoughts", tokens > 0);
        json.WriteEndObject();
    }

    /// <summary>What Google's own OpenAI-compatible surface makes of the words.</summary>
    private static int BudgetOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => 0,
        ReasoningEffort.Minimal or ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 8192,
        _ => 24576,
    };
}
