using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Reads the fields of a chat completion that say which model answers, and how.</summary>
internal static class SamplingReader
{
    /// <summary>Reads one field into the chat; false where it is none of these, and asks for something.</summary>
    public static bool TryRead(string name, JsonField field, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        switch (name)
        {
            case "model":
                chat.Model = field.Text();
                return true;
            case "max_tokens" or "max_completion_tokens":
                var most = field.Count();
                chat.MaxOutputTokens = chat.HasMaxOutputTokens && chat.MaxOutputTokens != most
                    ? throw field.Wrong("differs between max_tokens and max_completion_tokens; send one of them")
                    : most;
                return true;
            case "temperature":
                chat.Temperature = field.Number();
                return true;
            case "top_p":
                chat.TopP = field.Number();
                return true;
            case "top_k":
                chat.TopK = field.Count();
                return true;
            case "frequency_penalty":
                chat.FrequencyPenalty = field.Number();
                return true;
            case "presence_penalty":
                chat.PresencePenalty = field.Number();
                return true;
            case "seed":
                chat.Seed = field.Whole();
                return true;
            case "stop":
                chat.StopSequences.AddRange(ReadStops(field));
                return true;
            case "user" or "safety_identifier":
                chat.EndUser = field.Text();
                return true;
            case "reasoning_effort":
                chat.Reasoning = Same(chat.Reasoning, new Reasoning { Effort = ReadEffort(field) }, field);
                return true;
            case "reasoning":
                chat.Reasoning = Same(chat.Reasoning, ReadReasoning(field, unsupported), field);
                return true;
            default:
                return AsksForNothing(name, field);
        }
    }

    /// <summary>Whether a field that the house's shape does not have is set to what would happen without it.</summary>
    private static bool AsksForNothing(string name, JsonField field) => name switch
    {
        "n" => field.Count() == 1,
        "logprobs" or "store" => !field.Flag(),
        "logit_bias" or "metadata" => field.Value.ValueKind == JsonValueKind.Object && !field.Value.EnumerateObject().Any(),
        "service_tier" => field.Text() is "auto" or "default",
        "modalities" => field.Items().All(item => item.Text() == "text"),
        _ => false,
    };

    private static List<string> ReadStops(JsonField field)
    {
        List<string> stops = [.. field.IsString ? [field.Text()] : field.Items().Select(item => item.Text())];
        return stops.Count <= StreamChatRequestValidation.MostStopSequences && !stops.Contains("")
            ? stops
            : throw field.Wrong($"must be a text or at most {StreamChatRequestValidation.MostStopSequences}, none of them empty");
    }

    /// <summary>What both fields of reasoning say; there is no telling which is meant where they differ.</summary>
    private static Reasoning? Same(Reasoning? before, Reasoning? now, JsonField field) => before is null || now is null || before.Equals(now)
        ? now ?? before
        : throw field.Wrong("differs between reasoning and reasoning_effort; send one of them");

    /// <summary>OpenRouter's form: <c>{"effort": "high"}</c> or <c>{"max_tokens": 2000}</c>; null where it says neither.</summary>
    private static Reasoning? ReadReasoning(JsonField field, UnsupportedFields unsupported)
    {
        var reasoning = new Reasoning();
        foreach (var (name, option) in field.Fields())
        {
            switch (name)
            {
                case "effort" or "max_tokens" when reasoning.AmountCase != Reasoning.AmountOneofCase.None:
                    throw field.Wrong("must have one of effort and max_tokens, not both");
                case "effort":
                    reasoning.Effort = ReadEffort(option);
                    break;
                case "max_tokens":
                    reasoning.MaxTokens = option.Value.ValueKind == JsonValueKind.Number && option.Value.TryGetInt32(out var most) && most >= 0
                        ? most
                        : throw option.Wrong("must be a whole number, at least 0");
                    break;
                case "exclude" when !option.Flag():
                    break;
                default:
                    unsupported.Add(option.Path);
                    break;
            }
        }

        return reasoning.AmountCase == Reasoning.AmountOneofCase.None ? null : reasoning;
    }

    private static ReasoningEffort ReadEffort(JsonField field) => field.Text() switch
    {
        "none" => ReasoningEffort.None,
        "minimal" => ReasoningEffort.Minimal,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        _ => throw field.Wrong("must be one of none, minimal, low, medium, high"),
    };
}
