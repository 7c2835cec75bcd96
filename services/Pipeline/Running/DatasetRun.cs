using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// Runs a planned job. The output folder changes only when everything has been written; in a store, a dataset is whole when its last file,
/// SHA256SUMS, is there. What a run that did not come to its end has done is kept, and the next one of the same job on the same files goes on
/// from there.
/// </summary>
public static class DatasetRun
{
    /// <summary>Runs a job.</summary>
    /// <param name="plan">The job and its files.</param>
    /// <param name="options">What the run may take of the machine.</param>
    /// <param name="progress">Takes how far the run is.</param>
    /// <param name="clock">Measures how long it takes.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="RunFailedException">The run failed.</exception>
    public static Task<DatasetReport> RunAsync(
        DatasetPlan plan, RunOptions options, RunProgress progress, TimeProvider clock, CancellationToken cancellationToken) =>
        RunAsync(plan, options, progress, clock, new RunLimits(), cancellationToken);

    internal static async Task<DatasetReport> RunAsync(
        DatasetPlan plan, RunOptions options, RunProgress progress, TimeProvider clock, RunLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(clock);
        CheckUnicode(plan.Job.Spec);
        try
        {
            // Off the caller's thread: folders are walked and files are opened without waiting being possible.
            var run = Task.Run(() => RunOnSiteAsync(plan, options, progress, clock, limits, cancellationToken), cancellationToken);
            return await run.ConfigureAwait(false);
        }
        catch (SourceProblemException exception)
        {
            throw new RunFailedException(exception.Message, exception);
        }
        catch (DamagedFileException exception)
        {
            throw new RunFailedException(exception.Message, exception);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            // What goes wrong with a source was recorded and is not here. A file that grows over what its file system takes comes as
            // the last of these exceptions.
            var what = plan.IsOutputLocal && PlaceUri.IsLocal(plan.WorkFolder) ? $"cannot write {plan.OutputPath}: " : "";
            throw new RunFailedException($"{what}{exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static void CheckUnicode(DatasetJobSpec spec)
    {
        if (spec.Clean.Unicode == UnicodeForm.Nfc && !Nfc.Works)
        {
            throw new RunFailedException(
                "texts cannot be brought to Unicode NFC, for .NET runs without its globalization data: install ICU and unset "
                + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, or set clean.unicode to none");
        }
    }

    private static async Task<DatasetReport> RunOnSiteAsync(
        DatasetPlan plan, RunOptions options, RunProgress progress, TimeProvider clock, RunLimits limits, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        progress.Start(plan.Sources.Files.Count, plan.Sources.Files.Sum(file => file.Length));
        await using var site = plan.OpenSite();
        try
        {
            var run = await PrepareAsync(plan, site, limits, progress, cancellationToken).ConfigureAwait(false);
            var steps = await StepChain.ReadAsync(run.Plan, run.Stores, cancellationToken).ConfigureAwait(false);
            var layout = await new StageWalk(run, steps, RunThreads.Of(options, run.Plan.Shards.Count), progress)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            var reporting = new ReportStage(run, layout);
            var report = await reporting.RunAsync(clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            await reporting.WriteAsync(report, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            await run.EndOutputAsync(cancellationToken).ConfigureAwait(false);
            site.Publish();
            return report;
        }
        catch (Exception exception) when (exception is not RunFailedException { InnerException: not (SourceProblemException or IOException) })
        {
            // What may pass, such as a store out of reach, is not to cost what has been done.
            site.KeepWork();
            throw;
        }
    }

    // The plan of an earlier run that did not come to its end is taken over, with what it has done, when it is of the same job and files.
    private static async Task<RunContext> PrepareAsync(
        DatasetPlan plan, IRunSite site, RunLimits limits, RunProgress progress, CancellationToken cancellationToken)
    {
        if (site.InPlace is { } inPlace)
        {
            await inPlace.ProbeAsync(cancellationToken).ConfigureAwait(false);
        }

        await site.Work.RemovePendingAsync(cancellationToken).ConfigureAwait(false);
        await site.Output.RemovePendingAsync(cancellationToken).ConfigureAwait(false);
        var planner = new Planner(plan, limits);
        var earlier = await RunPlan.FindAsync(site.Work, cancellationToken).ConfigureAwait(false);
        if (earlier?.Identity == planner.Identity())
        {
            return Context(earlier);
        }

        await site.ClearWorkAsync(cancellationToken).ConfigureAwait(false);
        var made = await planner.MakeAsync(progress, cancellationToken).ConfigureAwait(false);
        await made.SaveAsync(site.Work, cancellationToken).ConfigureAwait(false);
        return Context(made);

        RunContext Context(RunPlan kept) => new(kept, site.Work, site.Output, limits) { Stores = plan.Stores, InPlace = site.InPlace };
    }
}
