using System.Text.Json;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat;

/// <summary>What the proxy reads of an OpenAI chat completion request; everything else is the provider's to judge.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="IsStreamed">Whether the answer is to come as a stream.</param>
/// <param name="HasStreamOptions">Whether the caller says themselves what the stream is to tell.</param>
/// <param name="MaxOutputTokens">The longest answer asked for, in tokens, or null.</param>
/// <param name="Choices">How many answers are asked for.</param>
internal sealed record ChatCompletionHead(string Model, bool IsStreamed, bool HasStreamOptions, long? MaxOutputTokens, long Choices)
{
    private static readonly byte[] UsageOption = """{"stream_options":{"include_usage":true},"""u8.ToArray();

    /// <summary>Reads the head of a request's body.</summary>
    /// <exception cref="CallException">The body is no JSON object, or lacks what every chat needs.</exception>
    public static ChatCompletionHead Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadObject(body);
        }
        catch (JsonException malformed)
        {
            throw new CallException(
                CallError.Invalid($"The body is not valid JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            throw Wrong("The body holds text that is not valid Unicode.");
        }
    }

    /// <summary>The body with the wish to be told the usage put in front; the rest of its bytes as they are.</summary>
    public static ReadOnlyMemory<byte> AskForUsage(ReadOnlyMemory<byte> body)
    {
        var afterBrace = body.Span.IndexOf((byte)'{') + 1;
        return (byte[])[.. UsageOption, .. body.Span[afterBrace..]];
    }

    private static ChatCompletionHead ReadObject(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        string? model = null;
        var (hasMessages, isStreamed, hasStreamOptions) = (false, false, false);
        long? maxTokens = null;
        long choices = 1;

        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("The body must be a JSON object with model and messages.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "model":
                    model = json.TokenType == JsonTokenType.String ? json.GetString() : throw Wrong("model must be a string.");
                    break;
                case "messages":
                    hasMessages = json.TokenType == JsonTokenType.StartArray ? true : throw Wrong("messages must be an array.");
                    break;
                case "stream":
                    isStreamed = json.TokenType switch
                    {
                        JsonTokenType.True => true,
                        JsonTokenType.False or JsonTokenType.Null => false,
                        _ => throw Wrong("stream must be true or false."),
                    };
                    break;
                case "stream_options":
                    hasStreamOptions = true;
                    break;
                case "max_tokens" or "max_completion_tokens":
                    maxTokens = ReadCount(ref json, name) is { } most ? Math.Max(most, maxTokens ?? 0) : maxTokens;
                    break;
                case "n":
                    choices = ReadCount(ref json, name) ?? choices;
                    break;
            }

            json.Skip();
        }

        // What follows the object is malformed too.
        json.Read();

        if (string.IsNullOrEmpty(model))
        {
            throw Wrong("model is missing; name the provider's model.");
        }

        return hasMessages
            ? new ChatCompletionHead(model, isStreamed, hasStreamOptions, maxTokens, choices)
            : throw Wrong("messages is missing; send at least one.");
    }

    private static long? ReadCount(ref Utf8JsonReader json, string name) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when json.TryGetInt32(out var count) && count > 0 => count,
        _ => throw Wrong($"{name} must be a whole number from 1 to {int.MaxValue}."),
    };

    private static CallException Wrong(string message) => new(CallError.Invalid(message));
}
