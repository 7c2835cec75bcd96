using Spectre.Console;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Worker.Progress;

/// <summary>Draws a bar on a terminal.</summary>
internal sealed class BarView(TextWriter error, TimeProvider clock) : ProgressView(clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock = clock;

    public override Task ShowAsync(RunProgress progress, Task run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        var started = _clock.GetTimestamp();
        return console.Progress()
            .AutoRefresh(false)
            .HideCompleted(false)
            .Columns(
                new ProgressBarColumn { Width = 16 },
                new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var task = context.AddTask("reading", maxValue: 100);
                Task DrawAsync()
                {
                    Draw(task, progress, _clock.GetElapsedTime(started), console.Profile.Width);
                    context.Refresh();
                    return Task.CompletedTask;
                }

                await EveryAsync(Period, run, DrawAsync).ConfigureAwait(false);
                await DrawAsync().ConfigureAwait(false);
            });
    }

    private static void Draw(ProgressTask task, RunProgress progress, TimeSpan elapsed, int width)
    {
        var figures = $"{Megabytes(progress.BytesDone)}/{Megabytes(progress.TotalBytes)} MB "
            + $"{Count(PerSecond(progress.RecordsRead, elapsed))} records/s";
        const int BarAndPercent = 16 + 1 + 4 + 1;
        var file = Shorten(progress.CurrentFile ?? "", width - BarAndPercent - figures.Length - 2);
        task.Value = Percent(progress);
        task.Description = Markup.Escape($"{figures} {file}");
    }
}
