using System.Text.Json;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>One line of a watch.</summary>
internal sealed class WatchEvent(JsonDocument document) : IDisposable
{
    /// <summary><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c>, <c>BOOKMARK</c> or <c>ERROR</c>; empty where the line says none.</summary>
    public string Type { get; } =
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("type", out var type) ? $"{type}" : "";

    /// <summary>The object that it is about.</summary>
    public JsonElement Object { get; } =
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("object", out var about) ? about : default;

    /// <summary>The version with which the watch goes on after it; null where it tells none.</summary>
    public string? ResourceVersion =>
        Object.ValueKind == JsonValueKind.Object && Object.TryGetProperty("metadata", out var metadata)
            && metadata.TryGetProperty("resourceVersion", out var version)
            ? version.GetString()
            : null;

    public void Dispose() => document.Dispose();
}
