using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Datasets.Workers;

/// <summary>Notes on a pod how far it is, where the operator sees it and where it stays however often this service is restarted.</summary>
internal sealed class WorkerProgressNotes(IKubernetes kubernetes, IOptions<JobsOptions> options)
{
    private readonly ResourceClient<V1Pod> _pods = new(kubernetes);

    /// <exception cref="KubernetesApiException">The API server refuses.</exception>
    public Task NoteAsync(WorkerPod pod, WorkerProgress progress, CancellationToken cancellationToken)
    {
        var patch = KubernetesJson.Serialize(new
        {
            metadata = new
            {
                uid = pod.Uid,
                annotations = new Dictionary<string, string> { [WorkerNames.ProgressAnnotation] = KubernetesJson.Serialize(progress) },
            },
        });
        return _pods.PatchAsync(new ObjectKey(options.Value.Namespace, pod.Name), patch, cancellationToken);
    }
}
