using k8s;
using k8s.Models;

namespace Text2Llm.Kubernetes.Leadership;

/// <summary>No election: every replica does all of the work, and must do it so that doing it twice does no harm.</summary>
internal sealed class EveryReplica : ILeadershipScope
{
    public ValueTask<bool> IsResponsibleForAsync(IKubernetesObject<V1ObjectMeta> entity, CancellationToken cancellationToken) => new(true);
}
