using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAICompatible;

/// <summary>Finds the sentence for people in the forms in which OpenAI-compatible providers send errors.</summary>
internal static class OpenAIErrorMessage
{
    /// <summary>The message of a whole error body, or null where it is not JSON or holds none.</summary>
    public static string? ReadBody(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) ? Read(error) : Read(root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message of an <c>error</c> value: an object with <c>message</c>, or a string.</summary>
    public static string? Read(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object when error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            => message.GetString(),
        _ => null,
    };
}
