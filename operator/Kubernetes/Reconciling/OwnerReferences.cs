using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Children: what an entity makes in its namespace, and what goes with it.</summary>
public static class OwnerReferences
{
    /// <summary>Makes an object the child of an entity: it goes with it, its changes wake the entity's controller, and nobody else may own it.</summary>
    public static TChild OwnedBy<TChild, TEntity>(this TChild child, TEntity owner)
        where TChild : class, IKubernetesObject<V1ObjectMeta>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(owner);
        var kind = ResourceKind.Of<TEntity>();
        child.Metadata ??= new V1ObjectMeta();
        child.Metadata.NamespaceProperty = owner.Metadata.NamespaceProperty;
        child.Metadata.OwnerReferences =
        [
            new V1OwnerReference
            {
                ApiVersion = kind.ApiVersion,
                Kind = kind.Kind,
                Name = owner.Metadata.Name,
                Uid = owner.Metadata.Uid,
                Controller = true,
                BlockOwnerDeletion = true,
            },
        ];
        return child;
    }

    /// <summary>The key of the entity of this kind that owns an object; null where none does.</summary>
    internal static ObjectKey? OwnerKeyOf(IMetadata<V1ObjectMeta> child, ResourceKind owner) =>
        child.Metadata.OwnerReferences?.FirstOrDefault(one => one.Controller == true) is { } reference
            && reference.Kind == owner.Kind && reference.ApiVersion.Split('/')[0] == owner.ApiVersion.Split('/')[0]
            ? new ObjectKey(child.Metadata.NamespaceProperty ?? "", reference.Name)
            : null;
}
