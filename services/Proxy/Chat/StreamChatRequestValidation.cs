using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat;

/// <summary>Checks a chat in the house's shape, and names every mistake at once.</summary>
internal static class StreamChatRequestValidation
{
    private const int MostStopSequences = 4;

    /// <summary>Refuses a chat that no provider could answer.</summary>
    /// <exception cref="CallException">The chat has mistakes.</exception>
    public static void Check(StreamChatRequest chat)
    {
        var mistakes = Mistakes(chat).ToList();
        if (mistakes.Count > 0)
        {
            throw new CallException(CallError.Invalid(string.Join(" ", mistakes)));
        }
    }

    private static IEnumerable<string> Mistakes(StreamChatRequest chat)
    {
        if (chat.Model.Length == 0)
        {
            yield return "model is empty; name the provider's model.";
        }

        if (chat.Messages.Count == 0)
        {
            yield return "messages is empty; send at least one.";
        }

        for (var index = 0; index < chat.Messages.Count; index++)
        {
            var message = chat.Messages[index];
            if (message.Role is not (Role.System or Role.User or Role.Assistant or Role.Tool))
            {
                yield return $"messages[{index}].role is not one of SYSTEM, USER, ASSISTANT, TOOL.";
            }

            if (message.Parts.Count == 0 || message.Parts.Any(part => part.ContentCase == ContentPart.ContentOneofCase.None))
            {
                yield return $"messages[{index}].parts is empty, or holds an empty part.";
            }
        }

        if (chat is { HasMaxOutputTokens: true, MaxOutputTokens: < 1 })
        {
            yield return $"max_output_tokens is {chat.MaxOutputTokens}; it must be at least 1.";
        }

        if (chat.HasTemperature && chat.Temperature is not (>= 0 and <= 2))
        {
            yield return "temperature must be from 0 to 2.";
        }

        if (chat.HasTopP && chat.TopP is not (> 0 and <= 1))
        {
            yield return "top_p must be above 0 and at most 1.";
        }

        if (chat.StopSequences.Count > MostStopSequences || chat.StopSequences.Any(string.IsNullOrEmpty))
        {
            yield return $"stop_sequences may hold at most {MostStopSequences}, none of them empty.";
        }
    }
}
