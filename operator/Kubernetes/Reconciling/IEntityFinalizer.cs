using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Cleans up what an entity has outside the cluster. The entity goes only after every finalizer of it has succeeded.</summary>
public interface IEntityFinalizer<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The entity is to go. It may be called again after it has succeeded.</summary>
    Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken);
}
