using k8s.Models;

namespace Text2Llm.Kubernetes.Clients;

/// <summary>Which object of its kind: what a work queue holds and a cache finds it by.</summary>
/// <param name="Namespace">Its namespace; empty where the kind belongs to the whole cluster.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ObjectKey Of(IMetadata<V1ObjectMeta> resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new(resource.Metadata.NamespaceProperty ?? "", resource.Metadata.Name);
    }

    /// <summary>As <c>kubectl</c> writes it: <c>namespace/name</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
