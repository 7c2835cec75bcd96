using System.CommandLine;
using Text2Llm.Benchmarks.Gateways;
using Text2Llm.Benchmarks.Measuring;
using Text2Llm.Benchmarks.Report;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>gateway</c>: the whole proxy against the upstream without one, nginx and Portkey. <c>gateway.sh</c> prepares and runs it.</summary>
internal static class GatewayCommand
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "About three minutes instead of fifteen." };
    private static readonly GatewayOptions Options = new();

    public static Command Create()
    {
        var command = new Command("gateway", "Measures the proxy against other gateways.") { Quick };
        Options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Returns 0 where every answer of ours was right; a goal missed is no failure of the run.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var effort = parsed.GetValue(Quick) ? Effort.Quick : Effort.Full;
        var folders = Options.Folders(parsed);
        var results = Options.Kinds(parsed).ToDictionary(kind => kind, kind => new GatewayResult(kind.Name));

        var (upstreamPort, upstream) = GatewayOptions.StartUpstream(folders);
        using (upstream)
        {
            var benchmark = new GatewayBenchmark(upstreamPort, effort, TimeProvider.System, Console.Error.WriteLine);
            for (var cycle = 0; cycle < effort.Cycles; cycle++)
            {
                await benchmark.MeasureDirectAsync(cancel);
                foreach (var (kind, result) in results)
                {
                    await benchmark.MeasureAsync(kind, result, cancel);
                }
            }

            var gateways = results.Values.ToList();
            var ours = results.FirstOrDefault(entry => entry.Key is Text2LlmGateway).Value;
            var goals = ours is null ? [] : Goal.Judge(ours, Named("nginx"), Named("Portkey")).ToList();
            Console.WriteLine(await ReportFile.WriteAsync(folders.Results, Machine.Describe(), benchmark.Direct, gateways, goals, cancel));
            return ours is { Tally.Wrong: > 0 } ? 1 : 0;

            GatewayResult? Named(string name) => gateways.Find(result => result.Name == name);
        }
    }
}
