using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Text2Llm.Cluster.Tests;

/// <summary>A way to a pod's port that leads past network policies, which keep this machine out like anybody else.</summary>
internal sealed partial class PortForward : IAsyncDisposable
{
    private readonly Process _process;

    private PortForward(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<PortForward> StartAsync(Installation installation, string inNamespace, string pod, int port)
    {
        var start = new ProcessStartInfo(
            "kubectl", ["--kubeconfig", installation.Cluster.KubeConfig, "--namespace", inNamespace, "port-forward", $"pod/{pod}", $":{port}"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        return Forwarding().Match(line) is { Success: true } match
            ? new PortForward(process, new Uri($"http://127.0.0.1:{match.Groups[1].Value}"))
            : throw new InvalidOperationException($"kubectl port-forward said '{line}'");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [GeneratedRegex("^Forwarding from 127.0.0.1:([0-9]+) ")]
    private static partial Regex Forwarding();
}
