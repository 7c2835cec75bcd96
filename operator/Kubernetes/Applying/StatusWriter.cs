using k8s;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Entities;

namespace Text2Llm.Kubernetes.Applying;

/// <summary>Writes the status of entities, and only where it changes: a status that is written again and again wakes everybody who watches.</summary>
public sealed class StatusWriter<TEntity, TSpec, TStatus>(ResourceClient<TEntity> client)
    where TEntity : CustomKubernetesEntity<TSpec, TStatus>
    where TSpec : new()
    where TStatus : class
{
    /// <summary>Writes a status, if the entity has another one, and has not changed since it was read.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="KubernetesApiException">A conflict: the entity has changed, and is to be looked at again.</exception>
    public async Task<bool> WriteAsync(TEntity entity, TStatus status, string fieldManager, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity.Status is not null && KubernetesJson.Serialize(entity.Status) == KubernetesJson.Serialize(status))
        {
            return false;
        }

        await client.ApplyStatusAsync(ObjectKey.Of(entity), status, fieldManager, entity.Metadata.ResourceVersion, cancellationToken);
        return true;
    }
}
