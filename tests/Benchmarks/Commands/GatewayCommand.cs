using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Text2Llm.Benchmarks.Gateways;
using Text2Llm.Benchmarks.Measuring;
using Text2Llm.Benchmarks.Report;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>gateway</c>: the whole proxy against the upstream without one, nginx and Portkey. <c>gateway.sh</c> prepares and runs it.</summary>
internal static class GatewayCommand
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "About two minutes instead of ten." };
    private static readonly Option<string[]> Only = new("--only") { Description = "Gateways to measure; all unless named.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Programs = new("--programs") { Description = "The folder with the published services.", Required = true };
    private static readonly Option<string> Peers = new("--peers") { Description = "The folder with the npm packages.", Required = true };
    private static readonly Option<string> Results = new("--results") { Description = "The folder to write to.", Required = true };

    public static Command Create()
    {
        var command = new Command("gateway", "Measures the proxy against other gateways.") { Quick, Only, Programs, Peers, Results };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Returns 0 where every answer of ours was right; a goal missed is no failure of the run.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var effort = parsed.GetValue(Quick) ? Effort.Quick : Effort.Full;
        var folders = new BenchmarkFolders(
            Path.GetFullPath(parsed.GetValue(Programs)!), Path.GetFullPath(parsed.GetValue(Peers)!), Path.GetFullPath(parsed.GetValue(Results)!));
        var time = TimeProvider.System;
        var ours = new Text2LlmGateway(folders, new AccessTokens(time));
        var only = parsed.GetValue(Only) ?? [];
        GatewayKind[] kinds = [.. new GatewayKind[] { new NginxGateway(folders), new PortkeyGateway(folders), ours }
            .Where(kind => only.Length == 0 || only.Contains(kind.Name, StringComparer.OrdinalIgnoreCase))];

        var (upstreamPort, upstream) = StartUpstream(folders);
        using (upstream)
        {
            var benchmark = new GatewayBenchmark(upstreamPort, effort, time, Console.Error.WriteLine);
            var results = kinds.ToDictionary(kind => kind, kind => new GatewayResult(kind.Name));
            for (var cycle = 0; cycle < effort.Cycles; cycle++)
            {
                await benchmark.MeasureDirectAsync(cancel);
                foreach (var (kind, result) in results)
                {
                    await benchmark.MeasureAsync(kind, result, cancel);
                }
            }

            var gateways = results.Values.ToList();
            var measured = results.GetValueOrDefault(ours);
            var goals = measured is null ? [] : Goal.Judge(measured, Named("nginx"), Named("Portkey")).ToList();
            Console.WriteLine(await ReportFile.WriteAsync(folders.Results, Machine(time), benchmark.Direct, gateways, goals, cancel));
            return measured is { Tally.Wrong: > 0 } ? 1 : 0;

            GatewayResult? Named(string name) => gateways.Find(result => result.Name == name);
        }
    }

    /// <summary>The upstream has a process of its own, as a provider would.</summary>
    private static (int Port, ServerProcess Process) StartUpstream(BenchmarkFolders folders)
    {
        var port = FreePort.Find();
        var process = ServerProcess.Start(
            "upstream", folders.LogOf("upstream"), new Dictionary<string, string> { [ServerProcess.InlineCompletions] = "1" },
            "dotnet", typeof(GatewayCommand).Assembly.Location, "upstream", "--port", port.ToString(CultureInfo.InvariantCulture));
        return (port, process);
    }

    private static string Machine(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
}
