using System.Net;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>Switches a provider off and on, again and again, and tells how long it takes from applying a switch to the first call that is refused.</summary>
public sealed class FlipTests(Cluster cluster, ITestOutputHelper output)
{
    private const int Flips = 100;
    private const int Kills = 6;

    [Fact]
    public async Task Flip_TwoProxies_StopsBothEachTime()
    {
        await using var installation = await StartAsync();
        List<double> latencies = [];
        for (var flip = 0; flip < Flips; flip++)
        {
            await FlipAsync(installation, latencies, meanwhile: () => Task.CompletedTask);
        }

        latencies.Count.ShouldBe(2 * Flips);
        Print($"{Flips} flips, two proxies", latencies);
    }

    [Fact]
    public async Task Flip_AnOperatorKilledInBetween_StopsBothEachTime()
    {
        await using var installation = await StartAsync();
        List<double> latencies = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            // Each in turn, so the leader too; right after the switch was applied, or while it is being applied.
            var killed = installation.Operators[0];
            installation.Operators.RemoveAt(0);
            await FlipAsync(installation, latencies, killed.KillAsync);
            await killed.DisposeAsync();
            var next = await installation.StartOperatorAsync();
            var health = (Status: 0, Said: "");
            await Eventually.BecomesTrueAsync(
                async () => (health = await installation.AskAsync(next.Address, "/health", HttpVersion.Version20)).Status == 200,
                () => $"the operator does not become ready: {health.Status} {health.Said}");
        }

        latencies.Count.ShouldBe(2 * Kills);
        Print($"{Kills} flips, two proxies, one of two operators killed during each", latencies);
    }

    private async Task<Installation> StartAsync()
    {
        var installation = await Installation.StartAsync(cluster, operators: 2, proxies: 2);
        foreach (var proxy in installation.Proxies)
        {
            await installation.BecomesAsync(proxy, 200);
        }

        return installation;
    }

    /// <summary>Off and on again; adds how long each proxy took to refuse, in milliseconds.</summary>
    private static async Task FlipAsync(Installation installation, List<double> latencies, Func<Task> meanwhile)
    {
        var began = TimeProvider.System.GetTimestamp();
        var applied = installation.ApplyAsync("flip", new() { Provider = "test", State = SwitchState.Disabled });
        await Task.WhenAll(applied, meanwhile());
        await Task.WhenAll(installation.Proxies.Select(async proxy =>
        {
            await installation.BecomesAsync(proxy, 503);
            var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            lock (latencies)
            {
                latencies.Add(took);
            }
        }));
        await installation.ApplyAsync("flip", new() { Provider = "test", State = SwitchState.Enabled });
        await Task.WhenAll(installation.Proxies.Select(proxy => installation.BecomesAsync(proxy, 200)));
    }

    private void Print(string what, List<double> latencies)
    {
        latencies.Sort();
        var (p50, p99) = (latencies[latencies.Count / 2], latencies[Math.Max(0, (int)(latencies.Count * 0.99) - 1)]);
        output.WriteLine($"{what}: p50 {p50:0} ms, p99 {p99:0} ms, longest {latencies[^1]:0} ms");
    }
}
