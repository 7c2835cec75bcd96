namespace Text2Llm.Benchmarks.Gateways;

/// <summary>Where the programs are, and where the run writes.</summary>
/// <param name="Programs">The folder of the published services: <c>Proxy/</c>.</param>
/// <param name="Peers">The folder with the npm packages.</param>
/// <param name="Results">The folder for results and logs.</param>
internal sealed record BenchmarkFolders(string Programs, string Peers, string Results)
{
    /// <summary>The file for a server's output.</summary>
    public string LogOf(string server) => Path.Combine(Directory.CreateDirectory(Path.Combine(Results, "logs")).FullName, $"{server}.log");
}
