using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Runs a job file: summary on standard output, progress and messages on standard error.</summary>
internal sealed class RunCommand(TextWriter output, TextWriter error, RunPlaces places, TimeProvider clock)
{
    public async Task<int> ExecuteAsync(string path, RunOptions options, CancellationToken cancellationToken)
    {
        DatasetPlan? plan = null;
        try
        {
            plan = await PlanAsync(path, cancellationToken).ConfigureAwait(false);
            if (plan is null)
            {
                return ExitCodes.Mistaken;
            }

            var report = await RunAsync(plan, options, cancellationToken).ConfigureAwait(false);
            await SummarizeAsync(report, plan.OutputPath).ConfigureAwait(false);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(Printable.Line($"text2llm: interrupted; {After(plan)}")).ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
        catch (RunFailedException exception)
        {
            await error.WriteLineAsync(Printable.Line($"text2llm: {exception.Message}; {After(plan)}")).ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }

    // How things stand after a run that did not come to its end, and how to go on.
    private static string After(DatasetPlan? plan)
    {
        var how = plan is { IsOutputLocal: false }
            ? $"only with SHA256SUMS there is a whole dataset in {plan.OutputPath}."
            : "nothing was written, and earlier output is untouched.";
        return plan is { IsWorkKept: true }
            ? $"{how} What is done is kept in {plan.WorkFolder}: run the same command to go on from there."
            : how;
    }

    private async Task<DatasetReport> RunAsync(DatasetPlan plan, RunOptions options, CancellationToken cancellationToken)
    {
        var progress = new RunProgress();
        var run = DatasetRun.RunAsync(plan, options, progress, clock, cancellationToken);
        try
        {
            await ProgressView.For(error, clock).ShowAsync(progress, run).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A terminal may fail in ways of its own; that nobody sees the progress must not end the run.
        }

        return await run.ConfigureAwait(false);
    }

    private async Task SummarizeAsync(DatasetReport report, string path)
    {
        await output.WriteAsync(Printable.Text(ReportText.Of(report))).ConfigureAwait(false);
        await output.WriteLineAsync(Printable.Line($"Written to {path}")).ConfigureAwait(false);
    }

    private async Task<DatasetPlan?> PlanAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await DatasetPlan.ReadAsync(path, places, cancellationToken).ConfigureAwait(false);
        }
        catch (JobMistakesException exception)
        {
            foreach (var line in JobMistakesText.Lines(path, exception))
            {
                await error.WriteLineAsync(line).ConfigureAwait(false);
            }

            await error.WriteLineAsync($"{JobMistakesText.Count(exception.Mistakes.Count)}; nothing was written.").ConfigureAwait(false);
        }
        catch (Exception exception) when (JobMistakesText.IsUnreadable(exception))
        {
            await error.WriteLineAsync($"{JobMistakesText.Unreadable(path, exception)}; nothing was written.").ConfigureAwait(false);
        }

        return null;
    }
}
