using System.CommandLine;
using Text2Llm.Benchmarks.Commands;

var root = new RootCommand("Measures the proxy: as a whole against other gateways, and its hot paths one by one.")
{
    GatewayCommand.Create(),
    LoadCommand.Create(),
    UpstreamCommand.Create(),
    MicroCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
