using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Leadership;

/// <summary>Who of several operators does the work.</summary>
public interface ILeadershipScope
{
    /// <summary>Whether this one is responsible for an entity, now.</summary>
    ValueTask<bool> IsResponsibleForAsync(IKubernetesObject<V1ObjectMeta> entity, CancellationToken cancellationToken);
}
