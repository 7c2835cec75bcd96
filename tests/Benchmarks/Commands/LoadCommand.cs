using System.CommandLine;
using Text2Llm.Benchmarks.Load;
using Text2Llm.Benchmarks.Measuring;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>load</c>: keeps gateways busy, one after another, and says which processes they are: for whoever wants to profile one.</summary>
internal static class LoadCommand
{
    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long, after the warm-up.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Delay = new("--delay") { Description = "Milliseconds that the upstream waits before it answers." };
    private static readonly GatewayOptions Options = new();

    public static Command Create()
    {
        var command = new Command("load", "Keeps gateways busy, for a profiler.") { Seconds, Delay };
        Options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds));
        var (upstreamPort, upstream) = GatewayOptions.StartUpstream(Options.Folders(parsed));
        using (upstream)
        {
            var benchmark = new GatewayBenchmark(upstreamPort, Effort.Quick, TimeProvider.System, Console.Error.WriteLine);
            foreach (var kind in Options.Kinds(parsed))
            {
                var tally = new Tally();
                using var gateway = await benchmark.StartAsync(kind, tally, cancel);
                Console.WriteLine($"{kind.Name}: {string.Join(", ", gateway.Processes.Select(process => $"{process.Name} is process {process.Id}"))}");
                var before = gateway.Processes.Select(process => process.ProcessorTime).ToList();
                var passed = await ClosedLoop.RunAsync(gateway.Target, parsed.GetValue(Delay), duration, tally, () => gateway.ProcessorTime, cancel);
                foreach (var mistake in tally.Mistakes)
                {
                    Console.WriteLine($"{kind.Name}: {mistake}");
                }

                var answers = passed.PerSecond * duration.TotalSeconds;
                Console.WriteLine(
                    $"{kind.Name}: {passed.PerSecond:N0} requests per second, {tally.Wrong} wrong answers; processor time per request (µs): " +
                    string.Join(", ", gateway.Processes.Select((process, at) => $"{process.Name} {(process.ProcessorTime - before[at]).TotalMicroseconds / answers:N0}")));
            }
        }
    }
}
