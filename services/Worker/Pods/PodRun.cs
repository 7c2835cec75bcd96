using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Protos.V1;

namespace Text2Llm.Worker.Pods;

/// <summary>Does what the service says that this pod is to do.</summary>
internal sealed class PodRun(WorkerService.WorkerServiceClient client, PodStores stores, RunOptions options, TimeProvider clock)
{
    private readonly RunProgress _progress = new();

    /// <summary>Does it.</summary>
    /// <returns>What was done, for people.</returns>
    /// <exception cref="JobMistakesException">The job has mistakes.</exception>
    /// <exception cref="RunFailedException">The job cannot be done.</exception>
    /// <exception cref="IOException">The storage or the service refuses.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var assigned = await client.GetAssignmentAsync(new(), cancellationToken: cancellationToken).ConfigureAwait(false);
        var what = $"{assigned.Stage.ToString().ToLowerInvariant()} {assigned.Number}";
        await new ProgressReports(client, _progress, clock)
            .DuringAsync(assigned.ReportEvery.ToTimeSpan(), () => WorkAsync(assigned, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return what;
    }

    private async Task WorkAsync(GetAssignmentResponse assigned, CancellationToken cancellationToken)
    {
        if (assigned.Stage == JobStage.Plan)
        {
            await PlanAsync(assigned.Job, cancellationToken).ConfigureAwait(false);
            return;
        }

        var run = await StageRun.OpenAsync(stores.Work, stores.Output, stores, options, cancellationToken).ConfigureAwait(false);
        var number = assigned.Number;
        await (assigned.Stage switch
        {
            JobStage.Scan => run.ScanAsync(number, _progress, cancellationToken),
            JobStage.Match => run.MatchAsync(number, cancellationToken),
            JobStage.Candidates => run.CandidatesAsync(cancellationToken),
            JobStage.Gather => run.GatherAsync(number, cancellationToken),
            JobStage.Verify => run.VerifyAsync(number, cancellationToken),
            JobStage.Resolve => run.ResolveAsync(cancellationToken),
            JobStage.Write => run.WriteAsync(number, _progress, cancellationToken),
            JobStage.Drop => run.DropAsync(number, cancellationToken),
            JobStage.Report => run.ReportAsync(TimeSpan.Zero, cancellationToken),
            var unknown => throw new RunFailedException($"this program knows no stage {unknown}: it is older than the service"),
        }).ConfigureAwait(false);
    }

    private async Task PlanAsync(string job, CancellationToken cancellationToken)
    {
        var file = JobFile.Parse(Encoding.UTF8.GetBytes(job), "/");
        var found = await DatasetPlan.MakeAsync(file, new RunPlaces { Stores = stores }, cancellationToken).ConfigureAwait(false);
        await StageRun.PlanAsync(found, stores.Work, stores.Output, options, cancellationToken).ConfigureAwait(false);
    }
}
