using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat;

/// <summary>Checks a chat in the house's shape, and names every mistake at once.</summary>
internal static class StreamChatRequestValidation
{
    /// <summary>The most stop sequences.</summary>
    public const int MostStopSequences = 16;

    private const int LongestModel = 256;

    /// <summary>Refuses a chat that no provider could answer.</summary>
    /// <exception cref="CallException">The chat has mistakes.</exception>
    public static void Check(StreamChatRequest chat)
    {
        List<ChatMistake> mistakes = [.. Mistakes(chat), .. ChatMessagesValidation.Mistakes(chat), .. ToolsValidation.Mistakes(chat)];
        if (mistakes.Count > 0)
        {
            throw new CallException(CallError.Invalid(string.Join(" ", mistakes)) with
            {
                Parameter = mistakes is [var only] ? only.Field : null,
            });
        }
    }

    private static IEnumerable<ChatMistake> Mistakes(StreamChatRequest chat)
    {
        if (chat.Model.Length is 0 or > LongestModel)
        {
            yield return new("model", $" has {chat.Model.Length} characters; name the provider's model, in at most {LongestModel}.");
        }

        if (chat is { HasMaxOutputTokens: true, MaxOutputTokens: < 1 })
        {
            yield return new("max_output_tokens", $" is {chat.MaxOutputTokens}; it must be at least 1.");
        }

        if (chat.HasTemperature && chat.Temperature is not (>= 0 and <= 2))
        {
            yield return new("temperature", " must be from 0 to 2.");
        }

        if (chat.HasTopP && chat.TopP is not (> 0 and <= 1))
        {
            yield return new("top_p", " must be above 0 and at most 1.");
        }

        if (chat is { HasTopK: true, TopK: < 1 })
        {
            yield return new("top_k", " must be at least 1.");
        }

        if (chat.HasFrequencyPenalty && chat.FrequencyPenalty is not (>= -2 and <= 2))
        {
            yield return new("frequency_penalty", " must be from -2 to 2.");
        }

        if (chat.HasPresencePenalty && chat.PresencePenalty is not (>= -2 and <= 2))
        {
            yield return new("presence_penalty", " must be from -2 to 2.");
        }

        if (chat.StopSequences.Count > MostStopSequences || chat.StopSequences.Any(string.IsNullOrEmpty))
        {
            yield return new("stop_sequences", $" may hold at most {MostStopSequences}, none of them empty.");
        }

        if (chat.Reasoning is { } reasoning && (reasoning.AmountCase == Reasoning.AmountOneofCase.None
            || reasoning is { HasEffort: true, Effort: ReasoningEffort.Unspecified } or { HasMaxTokens: true, MaxTokens: < 0 }))
        {
            yield return new("reasoning", " needs an effort, or max_tokens of at least 0.");
        }
    }
}
