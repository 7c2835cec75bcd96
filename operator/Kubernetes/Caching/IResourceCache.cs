using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Caching;

/// <summary>
/// What the API server was last heard to say of one kind. It may be behind: what is decided by it must do no harm when the object has
/// changed since. Its objects are shared: copy before changing one.
/// </summary>
public interface IResourceCache<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Completes once the first list is in.</summary>
    Task Synced { get; }

    /// <summary>For how long nothing could have been heard of a change; zero while a watch stands, null before the first list.</summary>
    TimeSpan? Staleness { get; }

    /// <summary>Every object.</summary>
    IEnumerable<T> All { get; }

    /// <summary>The object of this key, or null.</summary>
    T? Find(ObjectKey key);

    /// <summary>The objects whose controlling owner has this id.</summary>
    IReadOnlyList<T> OwnedBy(string uid);
}
