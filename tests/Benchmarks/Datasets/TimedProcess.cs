using System.Diagnostics;
using System.Globalization;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>What a process took.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">Processor time, its own and the system's on its behalf.</param>
/// <param name="PeakBytes">The most memory that was resident at once.</param>
internal sealed record TimedProcess(double Seconds, double ProcessorSeconds, long PeakBytes)
{
    /// <summary>Runs a program on the first cores of the machine, to its end.</summary>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="cores">How many cores it may use.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<TimedProcess> RunAsync(string logFile, int cores, IEnumerable<string> command, CancellationToken cancel)
    {
        var times = logFile + ".times";
        string[] arguments =
        [
            "-c", "log=$1; times=$2; cores=$3; shift 3; exec /usr/bin/time -f '%e %U %S %M' -o \"$times\" taskset -c \"$cores\" \"$@\" >\"$log\" 2>&1",
            "sh", logFile, times, $"0-{cores - 1}", .. command,
        ];
        using var process = Process.Start("/bin/sh", arguments);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed with {process.ExitCode}: see {logFile}");
        }

        var values = (await File.ReadAllTextAsync(times, cancel)).Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToList();
        return new TimedProcess(values[0], values[1] + values[2], (long)values[3] * 1024);
    }
}
