using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// Runs a planned job on local files. The output folder changes only when everything has been written. What a run that did not come to its
/// end has done is kept beside it, and the next one of the same job on the same files goes on from there.
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
            var run = Task.Run(() => RunInFolderAsync(plan, options, progress, clock, limits, cancellationToken), cancellationToken);
            return await run.ConfigureAwait(false);
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
            throw new RunFailedException($"cannot write {plan.OutputPath}: {exception.Message.TrimEnd('.')}", exception);
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

    private static async Task<DatasetReport> RunInFolderAsync(
        DatasetPlan plan, RunOptions options, RunProgress progress, TimeProvider clock, RunLimits limits, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        progress.Start(plan.Sources.Files.Count, plan.Sources.Files.Sum(file => file.Length));
        using var folder = OutputFolder.Stage(plan.OutputPath);
        try
        {
            var run = await PrepareAsync(plan, folder, limits, progress, cancellationToken).ConfigureAwait(false);
            var steps = await StepChain.ReadAsync(run.Plan.Job.Spec, run.Plan.Folder, cancellationToken).ConfigureAwait(false);
            var layout = await new StageWalk(run, steps, RunThreads.Of(options, run.Plan.Shards.Count), progress)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            var reporting = new ReportStage(run, layout);
            var report = await reporting.RunAsync(clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            await reporting.WriteAsync(report, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            folder.Publish();
            return report;
        }
        catch (Exception exception) when (exception is not RunFailedException)
        {
            folder.KeepWork();
            throw;
        }
    }

    // The plan of an earlier run that did not come to its end is taken over, with what it has done, when it is of the same job and files.
    private static async Task<RunContext> PrepareAsync(
        DatasetPlan plan, OutputFolder folder, RunLimits limits, RunProgress progress, CancellationToken cancellationToken)
    {
        var work = new FolderStore(folder.WorkPath, durable: false);
        var output = new FolderStore(folder.DataPath);
        work.RemovePending();
        output.RemovePending();
        var planner = new Planner(plan, limits);
        var earlier = await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false);
        if (earlier?.Identity == planner.Identity())
        {
            return new RunContext(earlier, work, output, limits) { Scratch = folder.WorkPath };
        }

        folder.ClearWork();
        var made = await planner.MakeAsync(progress, cancellationToken).ConfigureAwait(false);
        await made.SaveAsync(work, cancellationToken).ConfigureAwait(false);
        return new RunContext(made, work, output, limits) { Scratch = folder.WorkPath };
    }
}
