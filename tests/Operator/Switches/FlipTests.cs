using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Tests.Switches;

/// <summary>Switches a provider off and on, again and again, and tells how long it takes from applying a switch to the first call that is refused.</summary>
public sealed class FlipTests(Cluster cluster, ITestOutputHelper output)
{
    private const int Flips = 100;

    [Fact]
    public async Task Flip_TwoProxies_StopsBothEachTime()
    {
        await using var installation = await Installation.StartAsync(cluster, operators: 2, proxies: 2);
        foreach (var proxy in installation.Proxies)
        {
            await installation.BecomesAsync(proxy, 200);
        }

        List<double> latencies = [];
        for (var flip = 0; flip < Flips; flip++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await installation.ApplyAsync("flip", new() { Provider = "test", State = SwitchState.Disabled });
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

        latencies.Sort();
        var (p50, p99) = (latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99) - 1]);
        latencies.Count.ShouldBe(2 * Flips);
        output.WriteLine($"{Flips} flips, two proxies: p50 {p50:0} ms, p99 {p99:0} ms, longest {latencies[^1]:0} ms");
    }
}
