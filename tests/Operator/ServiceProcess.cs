using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Text2Llm.Operator.Tests;

/// <summary>One of our services as a process of its own.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, Uri address, Uri operations) => (_process, Address, Operations) = (process, address, operations);

    public Uri Address { get; }

    public Uri Operations { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it; returns when it has said where it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string program, string kubeConfig, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), "--Listen:MetricsPort", "0", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["KUBECONFIG"] = kubeConfig;
        var process = Process.Start(start)!;
        List<string> said = [];
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            said.Add(line);
            if (StartLine().Match(line) is { Success: true } started)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new ServiceProcess(process, new Uri(started.Groups["address"].Value), new Uri(started.Groups["operations"].Value));
            }
        }

        throw new InvalidOperationException($"{program} ended before it said where it listens: {string.Join('\n', said)}");
    }

    /// <summary>Ends it with no chance to do anything about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex("listens on (?<address>http://[^;]+); metrics and health on (?<operations>http://.+)$")]
    private static partial Regex StartLine();
}
