using System.Text.Json;
using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Applying;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>
/// Walks a DatasetJob through its stages. What is to be done follows from the status, the Kubernetes Jobs and the storage alone, so that any
/// replica goes on at any moment.
/// </summary>
internal sealed class V1Alpha1DatasetJobController(
    IResourceCache<V1Job> jobs,
    IResourceCache<V1Pod> pods,
    ResourceClient<V1Alpha1DatasetJob> entities,
    ResourceClient<V1Job> jobClient,
    ResourceClient<V1ServiceAccount> accounts,
    StatusWriter<V1Alpha1DatasetJob, JsonElement, DatasetJobStatus> statuses,
    ServerFeatures features,
    StageMemory memory,
    JobFiles files,
    EventPublisher publishEvent,
    IOptions<JobsOptions> options,
    TimeProvider time) : IEntityController<V1Alpha1DatasetJob>
{
    // What pods report is told this often at most; a status wakes everybody who watches.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task<ReconciliationResult<V1Alpha1DatasetJob>> ReconcileAsync(V1Alpha1DatasetJob entity, CancellationToken cancellationToken)
    {
        if (DatasetJobStatuses.IsOver(entity.Status))
        {
            return await AfterwardsAsync(entity, cancellationToken);
        }

        var now = time.GetUtcNow();
        var accepted = AcceptedJob.Of(entity, options.Value);
        if (entity.Status?.AcceptedSpec is { } before && before != accepted.Hash)
        {
            return await RefuseAsync(
                entity, "SpecChanged",
                ["the spec was changed after the job was accepted, and only suspend, parallelism, backoffLimit, activeDeadlineSeconds and ttlSecondsAfterFinished may be: undo that, or make a new job"],
                cancellationToken);
        }

        if (accepted is not { Spec: { } spec, Mistakes.Count: 0 })
        {
            return await RefuseAsync(entity, "InvalidSpec", accepted.Mistakes, cancellationToken);
        }

        var status = entity.Status ?? new();
        var stage = WorkerStages.Of(status.Stage) ?? WorkerStage.Plan;
        if (memory.IsBehind(entity, stage))
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, Soon);
        }

        status = status with { AcceptedSpec = accepted.Hash, Stage = WorkerStages.NameOf(stage), StartTime = status.StartTime ?? DatasetJobStatuses.WholeSeconds(now) };
        if (DatasetJobStatuses.StatusOf(entity.Status, DatasetJobStatuses.Accepted) != "True")
        {
            await publishEvent(entity, "Accepted", "The job can be run.", EventType.Normal, cancellationToken);
        }

        if (spec.ActiveDeadlineSeconds is { } seconds && now - status.StartTime.Value > TimeSpan.FromSeconds(seconds))
        {
            return await FailAsync(entity, status, "DeadlineExceeded", [$"it ran for longer than spec.activeDeadlineSeconds ({seconds})"], cancellationToken);
        }

        return spec.Suspend == true
            ? await SuspendAsync(entity, spec, status, cancellationToken)
            : await StepAsync(entity, spec, status, stage, cancellationToken);
    }

    public Task<ReconciliationResult<V1Alpha1DatasetJob>> DeletedAsync(V1Alpha1DatasetJob entity, CancellationToken cancellationToken)
    {
        memory.Forget(entity);
        return Task.FromResult(ReconciliationResult<V1Alpha1DatasetJob>.Success(entity));
    }

    // One look at the stage: on to the next one, to the end, or more of its pods.
    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> StepAsync(
        V1Alpha1DatasetJob entity, DatasetJobSpec spec, DatasetJobStatus status, WorkerStage stage, CancellationToken cancellationToken)
    {
        var state = StateOf(entity, stage, WorkerStages.CountOf(stage, status.Division));
        if (state.Failures(stage) is { Count: > 0 } failures)
        {
            return await FailAsync(entity, status, "WorkersFailed", failures, cancellationToken);
        }

        var now = time.GetUtcNow();
        status = DatasetJobStatuses.With(status, state, now);
        if (state.IsDone)
        {
            return await AdvanceAsync(entity, status, stage, cancellationToken);
        }

        // Told first, so that a job whose pods are there always says so.
        await WriteAsync(entity, DatasetJobStatuses.UnderWay(entity, status, isSuspended: false, now), cancellationToken);
        await StartAsync(entity, spec, stage, state, cancellationToken);
        await RemoveOthersAsync(entity, stage, cancellationToken);
        return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, Wait(spec, status, now));
    }

    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> AdvanceAsync(
        V1Alpha1DatasetJob entity, DatasetJobStatus status, WorkerStage stage, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (stage is WorkerStage.Plan or WorkerStage.Resolve or WorkerStage.Report)
        {
            var progress = await files.ProgressAsync(entity, cancellationToken);
            status = status with { Division = DatasetJobStatuses.DivisionOf(progress) };
            if (status.Division is null || (stage == WorkerStage.Resolve && status.Division.Parts is null) || (stage == WorkerStage.Report && progress.Outcome is null))
            {
                return await FailAsync(
                    entity, status, "WorkLost", [$"what the stage {WorkerStages.NameOf(stage)} has left is not in the storage any more"], cancellationToken);
            }

            if (stage == WorkerStage.Report)
            {
                status = DatasetJobStatuses.With(status, progress.Outcome!, now);
                return await EndAsync(entity, status, null, "Written", cancellationToken);
            }
        }

        var next = WorkerStages.After(stage, status.Division);
        status = status with { Stage = WorkerStages.NameOf(next), Progress = $"0/{WorkerStages.CountOf(next, status.Division)}" };
        await WriteAsync(entity, DatasetJobStatuses.UnderWay(entity, status, isSuspended: false, now), cancellationToken);
        memory.Note(entity, next);
        return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, Soon);
    }

    // As many pods at once as the job wants; where the server has Indexed Jobs, it sees to that.
    private async Task StartAsync(V1Alpha1DatasetJob entity, DatasetJobSpec spec, WorkerStage stage, StageState state, CancellationToken cancellationToken)
    {
        var worker = new WorkerJobs(options.Value, await features.VersionAsync(cancellationToken));
        var missing = worker.AreIndexed
            ? state.Jobs.Count == 0 ? new int?[] { null } : []
            : Enumerable.Range(0, state.Count).Except(state.Numbers).Take(worker.ParallelismOf(spec) - state.Active.Count).Select(number => (int?)number);
        var isFirst = true;
        foreach (var number in missing.ToList())
        {
            if (isFirst && stage == WorkerStage.Plan)
            {
                await accounts.ApplyAsync(WorkerJobs.AccountOf(entity), OperatorOptions.FieldManager, cancellationToken);
            }

            isFirst = false;
            try
            {
                await jobClient.CreateAsync(worker.Of(entity, spec, stage, number, state.Count), cancellationToken);
            }
            catch (KubernetesApiException there) when (there.IsAlreadyThere)
            {
                // The cache will show it.
            }
        }

        if (worker.AreIndexed && state.Jobs is [{ } running] && running.Spec.Parallelism != worker.ParallelismOf(spec))
        {
            await jobClient.PatchAsync(ObjectKey.Of(running), $"{{\"spec\":{{\"parallelism\":{worker.ParallelismOf(spec)}}}}}", cancellationToken);
        }
    }

    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> SuspendAsync(
        V1Alpha1DatasetJob entity, DatasetJobSpec spec, DatasetJobStatus status, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await WriteAsync(entity, DatasetJobStatuses.UnderWay(entity, status, isSuspended: true, now), cancellationToken);
        foreach (var job in jobs.OwnedBy(entity.Metadata.Uid).Where(job => job.Status?.Conditions?.Any(condition => condition.Type == "Complete" && condition.Status == "True") != true))
        {
            // What its pods have done is in the storage; they go on from there.
            await jobClient.DeleteAsync(ObjectKey.Of(job), cancellationToken, job.Metadata.Uid);
        }

        // Whoever resumes it is heard; by itself comes only its deadline.
        return spec.ActiveDeadlineSeconds is { } seconds
            ? ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, Earlier(status.StartTime!.Value + TimeSpan.FromSeconds(seconds) - now + Soon, LongestWait))
            : ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private Task<ReconciliationResult<V1Alpha1DatasetJob>> FailAsync(
        V1Alpha1DatasetJob entity, DatasetJobStatus status, string reason, IReadOnlyList<string> failures, CancellationToken cancellationToken) =>
        EndAsync(entity, status with { Failed = DatasetJobStatuses.Named(failures) }, string.Join("; ", DatasetJobStatuses.Named(failures)), reason, cancellationToken);

    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> EndAsync(
        V1Alpha1DatasetJob entity, DatasetJobStatus status, string? failure, string reason, CancellationToken cancellationToken)
    {
        var over = DatasetJobStatuses.Over(entity, status, failure, reason, time.GetUtcNow());
        await WriteAsync(entity, over, cancellationToken);
        memory.Note(entity, WorkerStage.Done);
        var said = over.Conditions.First(condition => condition.Type == DatasetJobStatuses.Succeeded).Message;
        await publishEvent(entity, failure is null ? "Succeeded" : reason, said, failure is null ? EventType.Normal : EventType.Warning, cancellationToken);
        return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, Soon);
    }

    // A job that is over: its pods and what they left for each other go, and after a while the job itself.
    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> AfterwardsAsync(V1Alpha1DatasetJob entity, CancellationToken cancellationToken)
    {
        var left = jobs.OwnedBy(entity.Metadata.Uid);
        foreach (var job in left)
        {
            await jobClient.DeleteAsync(ObjectKey.Of(job), cancellationToken, job.Metadata.Uid);
        }

        if (left.Count > 0 || PodsOf(entity).Any())
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, TimeSpan.FromSeconds(1));
        }

        if (!entity.Status!.IsCleared)
        {
            await files.RemoveAsync(entity, cancellationToken);
            await WriteAsync(entity, entity.Status with { IsCleared = true }, cancellationToken);
        }

        memory.Forget(entity);
        if (AcceptedJob.Of(entity, options.Value).Spec?.TtlSecondsAfterFinished is not { } seconds)
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
        }

        var rest = entity.Status.CompletionTime!.Value + TimeSpan.FromSeconds(seconds) - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
        {
            return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity, rest < LongestWait ? rest : LongestWait);
        }

        await entities.DeleteAsync(ObjectKey.Of(entity), cancellationToken, entity.Metadata.Uid);
        return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
    }

    private async Task<ReconciliationResult<V1Alpha1DatasetJob>> RefuseAsync(
        V1Alpha1DatasetJob entity, string reason, IReadOnlyList<string> mistakes, CancellationToken cancellationToken)
    {
        var status = DatasetJobStatuses.Refused(entity, reason, mistakes, time.GetUtcNow());
        if (await WriteAsync(entity, status, cancellationToken))
        {
            await publishEvent(entity, reason, status.Conditions[0].Message, EventType.Warning, cancellationToken);
        }

        return ReconciliationResult<V1Alpha1DatasetJob>.Success(entity);
    }

    // The Jobs of stages that are done are counted, and their pods' files are in the storage.
    private async Task RemoveOthersAsync(V1Alpha1DatasetJob entity, WorkerStage stage, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.OwnedBy(entity.Metadata.Uid).Where(job => WorkerStages.Of(StageLabelOf(job)) < stage))
        {
            await jobClient.DeleteAsync(ObjectKey.Of(job), cancellationToken, job.Metadata.Uid);
        }
    }

    private StageState StateOf(V1Alpha1DatasetJob entity, WorkerStage stage, int count)
    {
        var name = WorkerStages.NameOf(stage);
        return new(
            [.. jobs.OwnedBy(entity.Metadata.Uid).Where(job => StageLabelOf(job) == name)],
            [.. PodsOf(entity).Where(pod => pod.Metadata.Labels.TryGetValue(WorkerNames.StageLabel, out var label) && label == name)],
            count);
    }

    private IEnumerable<V1Pod> PodsOf(V1Alpha1DatasetJob entity) => WorkerPodIndex.Of(pods, entity.Metadata.Uid);

    private static string? StageLabelOf(V1Job job) =>
        job.Metadata.Labels?.TryGetValue(WorkerNames.StageLabel, out var label) == true ? label : null;

    private Task<bool> WriteAsync(V1Alpha1DatasetJob entity, DatasetJobStatus status, CancellationToken cancellationToken) =>
        statuses.WriteAsync(entity, status, OperatorOptions.FieldManager, cancellationToken);

    private static TimeSpan Wait(DatasetJobSpec spec, DatasetJobStatus status, DateTimeOffset now)
    {
        var left = spec.ActiveDeadlineSeconds is { } seconds ? status.StartTime!.Value + TimeSpan.FromSeconds(seconds) - now : WhileRunning;
        return left < TimeSpan.Zero ? Soon : left < WhileRunning ? left + Soon : WhileRunning;
    }
}
