using System.Reflection;
using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>What the API server calls a type.</summary>
/// <param name="Group">Its API group; empty for the core's.</param>
/// <param name="Version">The group's version.</param>
/// <param name="Kind">The type's name.</param>
/// <param name="Plural">The name under which it is served.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural)
{
    /// <summary>The group with its version, as <c>apiVersion</c> says it.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The kind of a type that carries <see cref="KubernetesEntityAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">It carries none.</exception>
    public static ResourceKind Of<T>() => Of(typeof(T));

    /// <summary>The kind of a type that carries <see cref="KubernetesEntityAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">It carries none.</exception>
    public static ResourceKind Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var entity = type.GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{type} has no [KubernetesEntity] that says what the API server calls it.");
        return new(entity.Group ?? "", entity.ApiVersion, entity.Kind, entity.PluralName is { Length: > 0 } plural ? plural : $"{entity.Kind.ToLowerInvariant()}s");
    }

    /// <summary>The path of a collection, relative to the API server's address.</summary>
    /// <param name="inNamespace">The namespace; empty for all of them, or where the kind belongs to the whole cluster.</param>
    public string Path(string inNamespace = "") => string.Concat(
        Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}",
        inNamespace.Length == 0 ? "" : $"/namespaces/{Uri.EscapeDataString(inNamespace)}",
        $"/{Plural}");

    /// <summary>The path of one object.</summary>
    public string Path(ObjectKey key) => $"{Path(key.Namespace)}/{Uri.EscapeDataString(key.Name)}";
}
