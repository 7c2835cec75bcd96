using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>
/// What metering needs of a chat completion, streamed or whole, found in one pass over its bytes that keeps nothing: this runs for every
/// chunk of every stream that passes untranslated.
/// </summary>
internal ref struct ChatCompletionScan
{
    /// <summary>Bytes that the model wrote in all its choices: text, reasoning, names and arguments of tools.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>The usage object's bytes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Usage { get; private set; }

    /// <summary>Whether there is at least one choice.</summary>
    public bool HasChoices { get; private set; }

    /// <summary>Whether it tells of an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>Whether this is the extra chunk that <c>stream_options.include_usage</c> adds: usage, and no choice.</summary>
    public readonly bool IsUsageOnly => !Usage.IsEmpty && !HasChoices && !IsError;

    /// <summary>Scans one JSON document.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ChatCompletionScan Read(ReadOnlySpan<byte> document)
    {
        var scan = default(ChatCompletionScan);
        var json = new Utf8JsonReader(document);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return scan;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("choices"u8))
            {
                json.Read();
                scan.ReadChoices(ref json);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                json.Read();
                var usage = ObjectAt(ref json, document);
                scan.Usage = usage.IsEmpty ? scan.Usage : usage;
            }
            else if (json.ValueTextEquals("x_groq"u8))
            {
                json.Read();
                scan.ReadGroq(ref json, document);
            }
            else
            {
                var isError = json.ValueTextEquals("error"u8);
                json.Read();
                scan.IsError |= isError && json.TokenType != JsonTokenType.Null;
                json.Skip();
            }
        }

        return scan;
    }

    private void ReadChoices(scoped ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            HasChoices = true;
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isWritten = json.ValueTextEquals("delta"u8) || json.ValueTextEquals("message"u8);
                json.Read();
                if (isWritten && json.TokenType == JsonTokenType.StartObject)
                {
                    CountStrings(ref json);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    /// <summary>Counts every string below, but for those that label the message rather than belong to what the model wrote.</summary>
    private void CountStrings(scoped ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        var isLabel = false;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                isLabel = json.ValueTextEquals("role"u8) || json.ValueTextEquals("id"u8) || json.ValueTextEquals("type"u8);
            }
            else if (json.TokenType == JsonTokenType.String && !isLabel)
            {
                WrittenBytes += json.ValueSpan.Length;
            }
        }
    }

    private void ReadGroq(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> document)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = json.ValueTextEquals("usage"u8);
            json.Read();
            if (isUsage && Usage.IsEmpty)
            {
                Usage = ObjectAt(ref json, document);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> ObjectAt(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> document)
    {
        var start = (int)json.TokenStartIndex;
        var isObject = json.TokenType == JsonTokenType.StartObject;
        json.Skip();
        return isObject ? document[start..(int)json.BytesConsumed] : [];
    }
}
