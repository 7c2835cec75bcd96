using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>
/// What a provider of this format wants back with a thought or a tool call. It travels as the text of the provider's own JSON object, so
/// that a seal of another format is told apart and left out.
/// </summary>
internal static class Seal
{
    /// <summary>The object; null where the text is the seal of another format.</summary>
    public static JsonElement? Read(string text)
    {
        // No seal has a surrogate in it; half of one could not be written again.
        if (!text.StartsWith('{') || text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
