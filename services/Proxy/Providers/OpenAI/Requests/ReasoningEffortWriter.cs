using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes how much a model may think as OpenAI's <c>reasoning_effort</c>. Which words a model takes, the provider judges.</summary>
internal static class ReasoningEffortWriter
{
    /// <summary>The field's name.</summary>
    public const string Field = "reasoning_effort";

    /// <summary>A number of tokens, which is no effort in words.</summary>
    public const string TokensField = "reasoning.max_tokens";

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        if (WordOf(chat.Reasoning) is { } word)
        {
            json.WriteString(Field, word);
        }
        else
        {
            unsupported.Add(TokensField);
        }
    }

    /// <summary>OpenAI's word; null where the chat gives a number of tokens, unless it is 0, which is <c>none</c>.</summary>
    public static string? WordOf(Reasoning reasoning) => reasoning switch
    {
        { AmountCase: Reasoning.AmountOneofCase.MaxTokens } => reasoning.MaxTokens == 0 ? "none" : null,
        { Effort: ReasoningEffort.None } => "none",
        { Effort: ReasoningEffort.Minimal } => "minimal",
        { Effort: ReasoningEffort.Low } => "low",
        { Effort: ReasoningEffort.High } => "high",
        _ => "medium",
    };
}
