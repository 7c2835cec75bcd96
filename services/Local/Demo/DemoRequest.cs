using System.Text.Json;
using System.Text.Json.Serialization;

namespace Text2Llm.Local.Demo;

/// <summary>What the demonstration reads of a chat completion request.</summary>
internal sealed record DemoRequest(
    IReadOnlyList<DemoRequestMessage?>? Messages,
    bool? Stream,
    [property: JsonPropertyName("max_tokens")] int? MaxTokens,
    [property: JsonPropertyName("max_completion_tokens")] int? MaxCompletionTokens,
    [property: JsonPropertyName("stream_options")] DemoStreamOptions? StreamOptions);

/// <summary>One message; its content is a string, or a list of parts.</summary>
internal sealed record DemoRequestMessage(string Role, JsonElement Content)
{
    /// <summary>The message's text.</summary>
    public string Text => Content.ValueKind switch
    {
        JsonValueKind.String => Content.GetString() ?? "",
        JsonValueKind.Array => string.Concat(Content.EnumerateArray().Select(part =>
            part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) ? text.ToString() : "")),
        _ => "",
    };
}

/// <summary>What the stream is to tell.</summary>
internal sealed record DemoStreamOptions([property: JsonPropertyName("include_usage")] bool IncludeUsage);
