using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Caching;

/// <summary>How an object changed, as a cache has seen it; what happened between two lists is told as one change.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Before">As it was; null where it is new.</param>
/// <param name="After">As it is; null where it is gone.</param>
public sealed record CacheChange<T>(ObjectKey Key, T? Before, T? After)
    where T : class, IKubernetesObject<V1ObjectMeta>;
