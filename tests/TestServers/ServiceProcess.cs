using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Text2Llm.TestServers;

/// <summary>One of our services as a process of its own.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, ConcurrentQueue<string> said, Uri address, Uri operations) =>
        (_process, Said, Address, Operations) = (process, said, address, operations);

    /// <summary>Every line that it has logged.</summary>
    public IReadOnlyCollection<string> Said { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Where its metrics and health are.</summary>
    public Uri Operations { get; }

    /// <summary>Starts it; returns when it has said where it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string program, string kubeConfig, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), "--Listen:MetricsPort", "0", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["KUBECONFIG"] = kubeConfig;
        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Enqueue(line);
            if (StartLine().Match(line) is { Success: true } started)
            {
                _ = ListenAsync(process.StandardOutput, said);
                return new ServiceProcess(process, said, new Uri(started.Groups["address"].Value), new Uri(started.Groups["operations"].Value));
            }
        }

        throw new InvalidOperationException($"{program} ended before it said where it listens: {string.Join('\n', said)}");
    }

    /// <summary>Waits until it has logged something: a log is written behind the back of what is logged.</summary>
    /// <exception cref="TimeoutException">It has not within a minute; with what it has.</exception>
    public async Task SaysAsync(string what, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!Said.Any(line => line.Contains(what, StringComparison.Ordinal)))
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"\"{what}\" was not logged, but:\n{string.Join('\n', Said)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Ends it with no chance to do anything about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task ListenAsync(StreamReader output, ConcurrentQueue<string> said)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            said.Enqueue(line);
        }
    }

    [GeneratedRegex("listens on (?<address>http://[^;]+); metrics and health on (?<operations>http://.+)$")]
    private static partial Regex StartLine();
}
