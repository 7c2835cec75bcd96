using System.Net;
using Text2Llm.Benchmarks.Gateways;
using Text2Llm.Benchmarks.Load;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>Measures gateways one after another, each alone with the upstream on the machine.</summary>
internal sealed class GatewayBenchmark(int upstreamPort, Effort effort, TimeProvider time, Action<string> tell)
{
    private const int UpstreamDelay = 20;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(100);
    private static readonly Dictionary<string, string> Key = new() { ["Authorization"] = "Bearer sk-bench" };
    private readonly Target _direct = new(new IPEndPoint(IPAddress.Loopback, upstreamPort), "/v1/chat/completions", _ => Key);

    /// <summary>The upstream, without a gateway.</summary>
    public GatewayResult Direct { get; } = new("direct");

    /// <summary>Measures the upstream alone.</summary>
    public async Task MeasureDirectAsync(CancellationToken cancel)
    {
        await ReadyAsync("The upstream", _direct, [], cancel);
        tell("direct: requests per second");
        await ClosedLoop.RunAsync(_direct, 0, effort.WarmUp / 4, Direct.Tally, () => TimeSpan.Zero, cancel);
        Direct.Waiting.Add(await ClosedLoop.RunAsync(_direct, UpstreamDelay, effort.Throughput, Direct.Tally, () => TimeSpan.Zero, cancel));
        Direct.Saturated.Add(await ClosedLoop.RunAsync(_direct, 0, effort.Throughput, Direct.Tally, () => TimeSpan.Zero, cancel));
    }

    /// <summary>Starts a gateway, measures it once, and ends it.</summary>
    public async Task MeasureAsync(GatewayKind kind, GatewayResult result, CancellationToken cancel)
    {
        using (var gateway = await StartAsync(kind, result.Tally, cancel))
        {
            await MeasureTimesAsync(kind, gateway.Target, result, cancel);

            tell($"{kind.Name}: requests per second");
            result.Waiting.Add(await ClosedLoop.RunAsync(
                gateway.Target, UpstreamDelay, effort.Throughput, result.Tally, () => gateway.ProcessorTime, cancel));
            result.Saturated.Add(await ClosedLoop.RunAsync(
                gateway.Target, 0, effort.Throughput, result.Tally, () => gateway.ProcessorTime, cancel));
            if (await kind.DescribeAsync(cancel) is { } setUp)
            {
                result.Notes.Add(setUp);
            }
        }

        // A fresh one, so that its memory is that of the streams.
        using (var gateway = kind.Start(upstreamPort))
        {
            await ReadyAsync(kind.Name, gateway.Target, gateway.Processes, cancel);
            tell($"{kind.Name}: holding {effort.HeldStreams} streams");
            var held = new HeldStreams(gateway.Target, effort, result.Tally, time);
            result.Held.Add(await held.RunAsync(() => gateway.ResidentBytes, cancel));
            result.Notes.Add($"after the streams: {gateway.MemoryByProcess}");
        }
    }

    /// <summary>Starts a gateway and warms it up.</summary>
    public async Task<Gateway> StartAsync(GatewayKind kind, Tally tally, CancellationToken cancel)
    {
        var gateway = kind.Start(upstreamPort);
        try
        {
            await ReadyAsync(kind.Name, gateway.Target, gateway.Processes, cancel);
            tell($"{kind.Name}: warming up");
            await ClosedLoop.RunAsync(gateway.Target, 0, effort.WarmUp, tally, () => TimeSpan.Zero, cancel);
            await new PairedCalls(_direct, gateway.Target, Direct.Tally, tally).StreamsAsync(effort.StreamPairs, cancel);
            return gateway;
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }

    private async Task MeasureTimesAsync(GatewayKind kind, Target gateway, GatewayResult result, CancellationToken cancel)
    {
        var pairs = new PairedCalls(_direct, gateway, Direct.Tally, result.Tally);
        tell($"{kind.Name}: added latency");
        for (var round = 0; round < effort.LatencyRounds; round++)
        {
            result.Latency.Add(await pairs.LatencyAsync(effort.LatencyPairs, cancel));
        }

        tell($"{kind.Name}: streams");
        for (var round = 0; round < effort.StreamRounds; round++)
        {
            var (firstToken, everyEvent) = await pairs.StreamsAsync(effort.StreamPairs, cancel);
            result.FirstToken.Add(firstToken);
            result.Event.Add(everyEvent);
        }
    }

    private async Task ReadyAsync(string name, Target target, IReadOnlyList<ServerProcess> processes, CancellationToken cancel)
    {
        using var caller = new Caller(target, 0, new AnswerPlan(0, 0));
        var started = time.GetTimestamp();
        while (await caller.CallAsync(0, cancel) is { Mistake: { } mistake })
        {
            var gone = processes.FirstOrDefault(process => process.HasExited);
            if (gone is not null || time.GetElapsedTime(started) > LongestStart)
            {
                throw new InvalidOperationException($"{name} did not start: {mistake} The logs tell more.");
            }

            await Task.Delay(StartPause, time, cancel);
        }
    }
}
