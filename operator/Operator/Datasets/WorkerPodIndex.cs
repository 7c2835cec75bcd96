using k8s.Models;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>Finds the pods of a DatasetJob, which Kubernetes Jobs own in between.</summary>
internal static class WorkerPodIndex
{
    public static IEnumerable<V1Pod> Of(IResourceCache<V1Pod> pods, string uid) =>
        pods.All.Where(pod => pod.Metadata.Labels?.TryGetValue(WorkerNames.JobLabel, out var job) == true && job == uid);
}
