using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Reconciling;

/// <summary>Brings the world to what an entity says. It may be called any number of times for one state, and must then change nothing.</summary>
public interface IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The entity is there, or has changed, or something that it owns has.</summary>
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>The entity is gone. What went while no operator ran is not told: what must be cleaned up outside the cluster needs a finalizer.</summary>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
