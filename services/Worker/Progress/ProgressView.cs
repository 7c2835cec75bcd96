using System.Globalization;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Worker.Progress;

/// <summary>Shows how far a run is until it ends.</summary>
internal abstract class ProgressView(TimeProvider clock)
{
    /// <summary>A bar on a terminal, plain lines otherwise.</summary>
    public static ProgressView For(TextWriter error, TimeProvider clock) =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
            ? new BarView(error, clock)
            : new LinesView(error, clock);

    /// <summary>Shows progress until the run ends, however it ends; the run's failure is the caller's to see.</summary>
    public abstract Task ShowAsync(RunProgress progress, Task run);

    /// <summary>Calls <paramref name="show"/> in steady time until the run ends.</summary>
    protected async Task EveryAsync(TimeSpan period, Task run, Func<Task> show)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (true)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(run, tick).ConfigureAwait(false) == run)
            {
                return;
            }

            await show().ConfigureAwait(false);
        }
    }

    protected static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);

    protected static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    protected static long PerSecond(long count, TimeSpan elapsed) => elapsed.TotalSeconds > 0 ? (long)(count / elapsed.TotalSeconds) : 0;

    protected static int Percent(RunProgress progress) =>
        progress.TotalBytes == 0 ? 100 : (int)(100 * (double)progress.BytesDone / progress.TotalBytes);

    /// <summary>A file's name in at most so many characters; its end tells more than its beginning.</summary>
    protected static string Shorten(string name, int width)
    {
        var printable = Printable.Line(name);
        return printable.Length <= width ? printable : width < 2 ? "" : "…" + printable[^(width - 1)..];
    }
}
