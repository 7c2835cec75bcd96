using System.Text.Json;

namespace Text2Llm.Proxy.Upstream;

/// <summary>Finds the sentence for people in the forms in which providers send errors: OpenAI, Anthropic, Gemini, Bedrock and those who follow them.</summary>
internal static class ProviderErrorMessage
{
    /// <summary>The message of a whole error body, or null where it is not JSON or holds none.</summary>
    public static string? ReadBody(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                // Gemini wraps the object in an array of one.
                root = root[0];
            }

            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) ? Read(error) : Read(root);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// The message of an <c>error</c> value: an object with <c>message</c> or <c>detail</c>, or a string. Null where it has none, or one that
    /// is no Unicode.
    /// </summary>
    public static string? Read(JsonElement error)
    {
        try
        {
            return Find(error);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object when error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            => message.GetString(),
        JsonValueKind.Object when error.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
            => detail.GetString(),
        _ => null,
    };
}
