using System.Threading.Channels;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Runs a planned job on local files. The output folder changes only when everything has been written.</summary>
public static class DatasetRun
{
    /// <summary>Runs a job.</summary>
    /// <param name="plan">The job and its files.</param>
    /// <param name="progress">Takes how far the run is.</param>
    /// <param name="clock">Measures how long it takes.</param>
    /// <param name="cancellationToken">Ends the run; what was written is removed.</param>
    /// <exception cref="RunFailedException">The run failed; what was written is removed.</exception>
    public static Task<DatasetReport> RunAsync(
        DatasetPlan plan, RunProgress progress, TimeProvider clock, CancellationToken cancellationToken) =>
        RunAsync(plan, progress, clock, new RunLimits(), cancellationToken);

    internal static async Task<DatasetReport> RunAsync(
        DatasetPlan plan, RunProgress progress, TimeProvider clock, RunLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(clock);
        if (plan.Job.Spec.Clean.Unicode == UnicodeForm.Nfc && !Nfc.Works)
        {
            throw new RunFailedException(
                "texts cannot be brought to Unicode NFC, for .NET runs without its globalization data: install ICU and unset "
                + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, or set clean.unicode to none");
        }

        try
        {
            // Off the caller's thread: folders are walked and files are opened without waiting being possible.
            var run = Task.Run(() => WriteAsync(plan, progress, clock, limits, cancellationToken), cancellationToken);
            return await run.ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            // What goes wrong with a source was recorded and is not here. A file that grows over what its file system takes comes as
            // the last of these exceptions.
            throw new RunFailedException($"cannot write {plan.OutputPath}: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static async Task<DatasetReport> WriteAsync(
        DatasetPlan plan, RunProgress progress, TimeProvider clock, RunLimits limits, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        progress.Start(plan.Sources.Files.Count, plan.Sources.Files.Sum(file => file.Length));
        using var folder = OutputFolder.Stage(plan.OutputPath);
        await using var parts = new PartSequence(folder.DataPath, plan.Job.Spec.Output, limits);
        await using var rejects = new RejectsFile(folder.DataPath);

        var batches = Channel.CreateBounded<RecordBatch>(
            new BoundedChannelOptions(limits.WaitingBatches) { SingleReader = true, SingleWriter = true });
        var budget = new ByteBudget(limits.WaitingBytes);
        var source = new SourceStage(plan.Job.Spec, plan.Sources, limits, budget, progress, batches.Writer);
        var sink = new SinkStage(plan.Job.Spec, parts, rejects, budget, progress, batches.Reader);
        await RunBothAsync(source, sink, cancellationToken).ConfigureAwait(false);

        var leftOut = source.LeftOut.Values.Sum();
        if (leftOut == plan.Sources.Files.Count)
        {
            var first = rejects.First!;
            var none = leftOut == 1 ? "the file cannot be read" : $"none of the {leftOut} files can be read";
            throw new RunFailedException($"{none}: {first.File}: {first.Detail}");
        }

        var report = DatasetReport.Of(plan, source, sink, parts, rejects, progress, clock.GetElapsedTime(started));
        await ReportFiles.WriteAsync(folder.DataPath, report, cancellationToken).ConfigureAwait(false);
        folder.Publish();
        return report;
    }

    // When one side fails the other is stopped, and the failure that came first is the one that is told.
    private static async Task RunBothAsync(SourceStage source, SinkStage sink, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => source.RunAsync(stop.Token), CancellationToken.None);
        var writing = Task.Run(() => sink.RunAsync(stop.Token), CancellationToken.None);
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
    }
}
