using Text2Llm.Pipeline.Running;

namespace Text2Llm.Worker.Progress;

/// <summary>Writes a line every two seconds and one at the end, for logs and pipes.</summary>
internal sealed class LinesView(TextWriter error, TimeProvider clock) : ProgressView(clock)
{
    private readonly TimeProvider _clock = clock;

    public override async Task ShowAsync(RunProgress progress, Task run)
    {
        var started = _clock.GetTimestamp();
        await EveryAsync(TimeSpan.FromSeconds(2), run, () => WriteAsync(progress, started)).ConfigureAwait(false);
        if (run.IsCompletedSuccessfully)
        {
            await WriteAsync(progress, started).ConfigureAwait(false);
        }
    }

    private Task WriteAsync(RunProgress progress, long started)
    {
        var rate = PerSecond(progress.RecordsRead, _clock.GetElapsedTime(started));
        var file = progress.CurrentFile is { } name ? $", {Printable.Line(name)}" : "";
        var stage = progress.Stage is { } doing && progress.RecordsWritten == 0 ? $", {doing}" : "";
        return error.WriteLineAsync(
            $"{Percent(progress)}%, {Megabytes(progress.BytesDone)} of {Megabytes(progress.TotalBytes)} MB, "
            + $"file {Count(progress.FilesDone)} of {Count(progress.TotalFiles)}, "
            + $"{Count(progress.RecordsRead)} records read, {Count(progress.RecordsWritten)} written, {Count(rate)} records/s{stage}{file}");
    }
}
