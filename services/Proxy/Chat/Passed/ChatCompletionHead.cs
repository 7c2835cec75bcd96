using System.Text.Json;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>What the proxy reads of an OpenAI chat completion that passes untranslated; everything else is the provider's to judge.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="IsStreamed">Whether the answer is to come as a stream.</param>
/// <param name="TellsUsage">Whether the caller asks the stream to tell its usage.</param>
/// <param name="AnswerTokens">The estimate of the longest answers asked for, in tokens.</param>
/// <param name="PromptTokens">The estimate of what is sent, in tokens.</param>
/// <param name="Fields">The top-level fields by name, each with where in the body it stands, from its name to the end of its value.</param>
internal sealed record ChatCompletionHead(
    string Model, bool IsStreamed, bool TellsUsage, long AnswerTokens, long PromptTokens, IReadOnlyList<(string Name, Range Place)> Fields)
{
    private const int LongestModel = 256;

    /// <summary>Reads the head of a request's body.</summary>
    /// <exception cref="CallException">The body is no JSON object, or lacks what every chat needs.</exception>
    public static ChatCompletionHead Read(ReadOnlySpan<byte> body) => MalformedBody.Judge(body, ReadObject);

    private static ChatCompletionHead ReadObject(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        string? model = null;
        var (hasMessages, isStreamed, tellsUsage) = (false, false, false);
        long? maxTokens = null;
        var (choices, thinking) = (1L, 0L);
        var prompt = default(PromptCount);
        List<(string, Range)> fields = [];

        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("The body must be a JSON object with model and messages.", null);
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex;
            var name = json.GetString()!;
            json.Read();
            switch (name)
            {
                case "model":
                    model = json.TokenType == JsonTokenType.String ? json.GetString() : throw Wrong("model must be a string.", name);
                    break;
                case "messages":
                    hasMessages = json.TokenType == JsonTokenType.StartArray ? true : throw Wrong("messages must be an array.", name);
                    prompt.Read(ref json);
                    break;
                case "tools" or "functions" or "response_format" or "prediction":
                    prompt.Read(ref json);
                    break;
                case "stream":
                    isStreamed = ReadFlag(ref json, name);
                    break;
                case "stream_options":
                    tellsUsage = ReadTellsUsage(ref json);
                    break;
                case "max_tokens" or "max_completion_tokens":
                    maxTokens = ReadCount(ref json, name) is { } most ? Math.Max(most, maxTokens ?? 0) : maxTokens;
                    break;
                case "reasoning" or "thinking":
                    thinking += ReadThinking(ref json);
                    break;
                case "n":
                    choices = ReadCount(ref json, name) ?? choices;
                    break;
            }

            json.Skip();
            fields.Add((name, start..(int)json.BytesConsumed));
        }

        // What follows the object is malformed too.
        json.Read();

        return new ChatCompletionHead(
            CheckedModel(model),
            isStreamed,
            tellsUsage,
            (maxTokens ?? (TokenEstimate.UnlimitedAnswer + thinking)) * choices,
            hasMessages ? prompt.Tokens : throw Wrong("messages is missing; send at least one.", "messages"),
            fields);
    }

    private static string CheckedModel(string? model) => model switch
    {
        null or "" => throw Wrong("model is missing; name the provider's model.", "model"),
        { Length: > LongestModel } => throw Wrong($"model has {model.Length} characters; a model's name has at most {LongestModel}.", "model"),
        _ => model,
    };

    private static bool ReadTellsUsage(ref Utf8JsonReader json)
    {
        var tells = false;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return json.TokenType == JsonTokenType.Null ? tells : throw Wrong("stream_options must be an object.", "stream_options");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = json.ValueTextEquals("include_usage"u8);
            json.Read();
            tells = isUsage ? json.TokenType == JsonTokenType.True : tells;
            json.Skip();
        }

        return tells;
    }

    /// <summary>
    /// The most tokens that the model may think, where a follower's field says so: OpenRouter's <c>reasoning.max_tokens</c>, Anthropic's and
    /// others' <c>thinking.budget_tokens</c>.
    /// </summary>
    private static long ReadThinking(ref Utf8JsonReader json)
    {
        long most = 0;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return most;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isBudget = json.ValueTextEquals("max_tokens"u8) || json.ValueTextEquals("budget_tokens"u8);
            json.Read();
            most = isBudget && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var budget) && budget > most ? budget : most;
            json.Skip();
        }

        return most;
    }

    private static bool ReadFlag(ref Utf8JsonReader json, string name) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Wrong($"{name} must be true or false.", name),
    };

    private static long? ReadCount(ref Utf8JsonReader json, string name) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when json.TryGetInt32(out var count) && count > 0 => count,
        _ => throw Wrong($"{name} must be a whole number from 1 to {int.MaxValue}.", name),
    };

    private static CallException Wrong(string message, string? field) => new(CallError.Invalid(message) with { Parameter = field });
}
