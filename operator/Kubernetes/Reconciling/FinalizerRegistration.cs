using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>A finalizer of a kind.</summary>
/// <param name="Name">Its entry in <c>metadata.finalizers</c>.</param>
/// <param name="Resolve">Makes it.</param>
internal sealed record FinalizerRegistration<TEntity>(string Name, Func<IServiceProvider, IEntityFinalizer<TEntity>> Resolve)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>;
