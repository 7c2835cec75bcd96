using System.Text.Json;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>Estimates the tokens of a prompt from its JSON, without building anything: its strings, and a flat figure for each picture.</summary>
internal struct PromptCount
{
    /// <summary>The tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Counts the value that the reader stands at; it then stands at the value's end.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        Count(ref json);
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return;
        }

        while (json.Read() && json.CurrentDepth > depth)
        {
            Count(ref json);
        }
    }

    private void Count(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
        {
            Tokens++;
        }
        else if (json.TokenType == JsonTokenType.String)
        {
            Tokens += json.ValueSpan.StartsWith("data:image/"u8) ? TokenEstimate.Picture : TokenEstimate.OfText(json.ValueSpan);
        }
    }
}
