using System.Text.Json;
using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>A page of a list.</summary>
/// <param name="Items">Its objects.</param>
/// <param name="Unreadable">The objects of it that the type cannot hold, and why: one that is malformed hides no other.</param>
/// <param name="ResourceVersion">The version that the list shows.</param>
/// <param name="Continuation">What asks for the next page; empty at the last.</param>
public sealed record ResourcePage<T>(
    IReadOnlyList<T> Items, IReadOnlyList<(ObjectKey Key, string Mistake)> Unreadable, string ResourceVersion, string Continuation)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    internal static ResourcePage<T> Read(JsonElement list, ResourceKind kind)
    {
        List<T> items = [];
        List<(ObjectKey, string)> unreadable = [];
        if (list.TryGetProperty("items", out var elements) && elements.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in elements.EnumerateArray())
            {
                try
                {
                    items.Add(ReadItem(element, kind));
                }
                catch (JsonException wrong)
                {
                    unreadable.Add((KeyOf(element), wrong.Message));
                }
            }
        }

        var metadata = list.GetProperty("metadata");
        return new(items, unreadable, TextOf(metadata, "resourceVersion"), TextOf(metadata, "continue"));
    }

    /// <summary>Reads one object; a list's leave out what they are.</summary>
    internal static T ReadItem(JsonElement element, ResourceKind kind)
    {
        var item = KubernetesJson.Deserialize<T>(element);
        (item.ApiVersion, item.Kind) = (kind.ApiVersion, kind.Kind);

        // Who wrote which field is often half of an object, and nobody here asks.
        item.Metadata.ManagedFields = null;
        return item;
    }

    /// <summary>The key of an object that may be malformed everywhere else.</summary>
    internal static ObjectKey KeyOf(JsonElement element) =>
        element.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? new(TextOf(metadata, "namespace"), TextOf(metadata, "name"))
            : default;

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
