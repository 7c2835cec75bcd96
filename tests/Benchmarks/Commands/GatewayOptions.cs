using System.CommandLine;
using System.Globalization;
using Text2Llm.Benchmarks.Gateways;

namespace Text2Llm.Benchmarks.Commands;

/// <summary>What the commands that start gateways take alike.</summary>
internal sealed class GatewayOptions
{
    private readonly Option<string[]> _only =
        new("--only") { Description = "Gateways to start, for instance nginx; all unless named.", AllowMultipleArgumentsPerToken = true };

    private readonly Option<string> _programs = new("--programs") { Description = "The folder with the published services.", Required = true };
    private readonly Option<string> _peers = new("--peers") { Description = "The folder with the npm packages.", Required = true };
    private readonly Option<string> _results = new("--results") { Description = "The folder to write to.", Required = true };

    /// <summary>Lets a command take them.</summary>
    public void AddTo(Command command)
    {
        command.Add(_only);
        command.Add(_programs);
        command.Add(_peers);
        command.Add(_results);
    }

    public BenchmarkFolders Folders(ParseResult parsed) => new(
        Path.GetFullPath(parsed.GetValue(_programs)!), Path.GetFullPath(parsed.GetValue(_peers)!), Path.GetFullPath(parsed.GetValue(_results)!));

    /// <summary>The gateways that were named.</summary>
    public IReadOnlyList<GatewayKind> Kinds(ParseResult parsed)
    {
        var folders = Folders(parsed);
        var only = parsed.GetValue(_only) ?? [];
        GatewayKind[] all = [new NginxGateway(folders), new PortkeyGateway(folders), new Text2LlmGateway(folders, new AccessTokens(TimeProvider.System))];
        return [.. all.Where(kind => only.Length == 0 || only.Contains(kind.Name, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>Starts the upstream, which has a process of its own, as a provider would.</summary>
    public static (int Port, ServerProcess Process) StartUpstream(BenchmarkFolders folders)
    {
        var port = FreePort.Find();
        var process = ServerProcess.Start(
            "upstream", folders.LogOf("upstream"), new Dictionary<string, string> { [ServerProcess.InlineCompletions] = "1" },
            "dotnet", typeof(GatewayOptions).Assembly.Location, "upstream", "--port", port.ToString(CultureInfo.InvariantCulture));
        return (port, process);
    }
}
