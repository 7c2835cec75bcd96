using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Text2Llm.Proxy.Tests;

/// <summary>The proxy as a process of its own, with the neighbours of another one.</summary>
internal sealed partial class ProxyProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    private ProxyProcess(Process process, Uri address, Uri operationsAddress)
    {
        (_process, Address, OperationsAddress) = (process, address, operationsAddress);

        // Whoever is not listened to waits, once the pipe is full.
        _output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public Uri Address { get; }

    public Uri OperationsAddress { get; }

    /// <summary>The memory that it has in use, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it with these settings; returns when it has said where it listens.</summary>
    public static Task<ProxyProcess> StartAsync(ProxyServer neighbours, IEnumerable<(string Key, string Value)> settings) =>
        StartAsync(neighbours, settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }));

    /// <summary>Starts it; returns when it has said where it listens.</summary>
    public static async Task<ProxyProcess> StartAsync(ProxyServer neighbours, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "Text2Llm.Proxy"),
            [
                "--Listen:PublicPort", "0",
                "--Listen:MetricsPort", "0",
                "--Auth:Issuer", neighbours.Issuer.Issuer,
                .. neighbours.QuotaAddress is { } quota ? ["--Proxy:QuotaAddress", quota.ToString()] : Array.Empty<string>(),
                "--Providers:test:BaseUrl", neighbours.Provider.BaseAddress.ToString(),
                .. arguments,
            ])
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (StartLine().Match(line) is { Success: true } started)
            {
                return new ProxyProcess(process, new Uri(started.Groups["public"].Value), new Uri(started.Groups["operations"].Value));
            }
        }

        throw new InvalidOperationException("The proxy ended before it said where it listens.");
    }

    /// <summary>Tells it to end, as an orchestrator does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Cancel);
    }

    /// <summary>Its exit code, once it ended; and what it still said.</summary>
    public async Task<(int Code, string Output)> ExitAsync()
    {
        await _process.WaitForExitAsync(Cancel);
        return (_process.ExitCode, await _output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [GeneratedRegex("listens on (?<public>http://[^;]+); metrics and health on (?<operations>http://.+)$")]
    private static partial Regex StartLine();
}
