using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Tokens;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Protos.V1;
using Text2Llm.Resources.Datasets;
using Text2Llm.ServiceDefaults.Callers;

namespace Text2Llm.Datasets.Workers;

/// <summary>
/// Tells by a pod's token which job it works on: the token names the pod, the pod's labels name the job, and the pod's service account is that
/// job's alone. Remembers for a short while whom it has found.
/// </summary>
internal sealed partial class WorkerPods(
    IKubernetes kubernetes,
    TokenReviews reviews,
    IOptions<JobsOptions> options,
    TimeProvider clock,
    ILogger<WorkerPods> logger)
{
    private const int MostRemembered = 10_000;

    private readonly ResourceClient<V1Pod> _pods = new(kubernetes);
    private readonly ResourceClient<V1Alpha1DatasetJob> _jobs = new(kubernetes);
    private readonly ConcurrentDictionary<string, (WorkerPod Pod, DateTimeOffset Until)> _found = [];

    /// <summary>Finds the pod that shows a token.</summary>
    /// <exception cref="ServiceDefaults.Errors.CallException">It is nobody's, or its pod does no work for a job.</exception>
    public async Task<WorkerPod> FindAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var reviewed = await reviews.ReviewAsync(token, cancellationToken)
                ?? throw CallerErrors.Unknown($"The token is not good: it must be a pod's, made for the audience {WorkerNames.Audience}.");
            if (reviewed is not { Pod: { } pod, PodUid: { } uid, Account: { } account } || account.Namespace != options.Value.Namespace)
            {
                throw CallerErrors.Unknown($"The token is no worker's: it must be bound to a pod in the namespace {options.Value.Namespace}.");
            }

            return _found.TryGetValue(uid, out var known) && known.Until > clock.GetUtcNow()
                ? known.Pod
                : Remember(await ReadAsync(pod, uid, account.Name, cancellationToken));
        }
        catch (Exception exception) when (exception is KubernetesApiException or HttpRequestException)
        {
            LogUnchecked(logger, exception.Message);
            throw CallerErrors.Unchecked(exception);
        }
    }

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "The API server could not be asked who calls: {Cause}")]
    private static partial void LogUnchecked(ILogger logger, string cause);

    private async Task<WorkerPod> ReadAsync(string name, string uid, string account, CancellationToken cancellationToken)
    {
        var pod = await _pods.FindAsync(new ObjectKey(options.Value.Namespace, name), cancellationToken);
        var labels = pod?.Metadata.Labels;
        if (pod is null || labels is null || pod.Metadata.Uid != uid
            || !labels.TryGetValue(WorkerNames.JobLabel, out var jobUid)
            || !labels.TryGetValue(WorkerNames.JobNameLabel, out var jobName)
            || account != WorkerNames.AccountOf(jobName, jobUid))
        {
            throw CallerErrors.Unknown("The token's pod is gone, or is none of a DatasetJob.");
        }

        var job = await _jobs.FindAsync(new ObjectKey(options.Value.Namespace, jobName), cancellationToken);
        return job is not null && job.Metadata.Uid == jobUid
            ? Of(pod, job)
            : throw CallerErrors.Unknown($"The DatasetJob {jobName} of the token's pod is gone.");
    }

    private WorkerPod Of(V1Pod pod, V1Alpha1DatasetJob job)
    {
        var labels = pod.Metadata.Labels;
        var number = labels.TryGetValue(WorkerNames.NumberLabel, out var label) ? label
            : pod.Metadata.Annotations?.TryGetValue(WorkerNames.IndexAnnotation, out var index) == true ? index
            : "";
        if (!labels.TryGetValue(WorkerNames.StageLabel, out var stageName)
            || !Enum.TryParse<JobStage>(stageName, ignoreCase: true, out var stage)
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which))
        {
            throw CallerErrors.Unknown("The token's pod has no stage or no number.");
        }

        var document = Document(job);
        try
        {
            var spec = JobFile.Parse(Encoding.UTF8.GetBytes(document), "/").Job.Spec;
            return new WorkerPod(
                pod.Metadata.Name, pod.Metadata.Uid, job.Metadata.Name, stage, which, document, JobInputs.Of(spec),
                options.Value.WorkOf(job.Metadata.Name, job.Metadata.Uid), spec.Output.Uri);
        }
        catch (JobMistakesException exception)
        {
            throw FileRefusal.Of($"The DatasetJob {job.Metadata.Name} has mistakes: {string.Join("; ", exception.Mistakes)}");
        }
    }

    private static string Document(V1Alpha1DatasetJob job) => JsonSerializer.Serialize(new
    {
        apiVersion = "text2llm.io/v1alpha1",
        kind = "DatasetJob",
        metadata = new { name = job.Metadata.Name, @namespace = job.Metadata.NamespaceProperty },
        spec = job.Spec,
    });

    private WorkerPod Remember(WorkerPod pod)
    {
        var now = clock.GetUtcNow();
        if (_found.Count >= MostRemembered)
        {
            foreach (var old in _found.Where(one => one.Value.Until <= now))
            {
                _found.TryRemove(old);
            }
        }

        if (_found.Count < MostRemembered)
        {
            _found[pod.Uid] = (pod, now + TokenReviews.Remembered);
        }

        return pod;
    }
}
