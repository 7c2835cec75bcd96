using System.Text;
using System.Text.Json;

namespace Text2Llm.TestServers;

/// <summary>A request as it came to the provider.</summary>
/// <param name="Headers">Its headers, by name without regard to case.</param>
/// <param name="Body">Its body.</param>
public sealed record ProviderRequest(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Its method, for instance <c>POST</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary>Its path with its query, for instance <c>/v1/models?limit=1</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}
