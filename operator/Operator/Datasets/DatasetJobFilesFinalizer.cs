using Grpc.Core;
using k8s.Models;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>Before a job goes: its pods go, then what they have left in the storage. A whole dataset stays.</summary>
internal sealed class DatasetJobFilesFinalizer(
    IResourceCache<V1Job> jobs,
    IResourceCache<V1Pod> pods,
    ResourceClient<V1Job> jobClient,
    ResourceClient<V1Pod> podClient,
    JobFiles files,
    EventPublisher publishEvent) : IEntityFinalizer<V1Alpha1DatasetJob>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    public async Task<ReconciliationResult<V1Alpha1DatasetJob>> FinalizeAsync(V1Alpha1DatasetJob entity, CancellationToken cancellationToken)
    {
        if (entity.Status?.AcceptedSpec is null || entity.Status.IsCleared)
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
        }

        var left = jobs.OwnedBy(entity.Metadata.Uid);
        foreach (var job in left)
        {
            await jobClient.DeleteAsync(ObjectKey.Of(job), cancellationToken, job.Metadata.Uid);
        }

        if (left.Count > 0 || WorkerPodIndex.Of(pods, entity.Metadata.Uid).Any() || await IsAnyKnownAsync(entity, cancellationToken))
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Failure(entity, "its pods are still ending", requeueAfter: Soon);
        }

        try
        {
            await files.RemoveAsync(entity, cancellationToken);
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
        }
        catch (RpcException failure) when (failure.StatusCode != StatusCode.Cancelled)
        {
            await publishEvent(
                entity, "FilesNotRemoved",
                $"What its pods have left in the storage cannot be removed yet ({failure.Status.StatusCode}); this is tried again until it can.",
                EventType.Warning, cancellationToken);
            return ReconciliationResult<V1Alpha1DatasetJob>.Failure(entity, "its files cannot be removed", failure);
        }
    }

    /// <summary>
    /// Whether the API server has Jobs or pods of it that the caches have not heard of yet: a pod that comes up after the files are gone would
    /// leave new ones, with nobody to remove them.
    /// </summary>
    private async Task<bool> IsAnyKnownAsync(V1Alpha1DatasetJob entity, CancellationToken cancellationToken)
    {
        var scope = new ResourceScope(entity.Metadata.NamespaceProperty, $"{WorkerNames.JobLabel}={entity.Metadata.Uid}");
        return (await jobClient.ListAsync(scope, "", cancellationToken)).Items.Count > 0
            || (await podClient.ListAsync(scope, "", cancellationToken)).Items.Count > 0;
    }
}
