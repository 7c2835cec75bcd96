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
        if (json.TokenType == JsonTokenType.String)
        {
            Tokens += TokenEstimate.OfString(in json);
        }
        else if (json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("image_url"u8))
            {
                Tokens++;
                return;
            }

            // Its address or its bytes say nothing of its tokens.
            Tokens += TokenEstimate.Picture;
            json.Read();
            json.Skip();
        }
    }
}
