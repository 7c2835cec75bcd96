using System.CommandLine;
using Text2Llm.Benchmarks.Commands;

var root = new RootCommand("Measures the proxy against other gateways, the dataset engine, and their hot paths one by one.")
{
    GatewayCommand.Create(),
    LoadCommand.Create(),
    UpstreamCommand.Create(),
    MicroCommand.Create(),
    DatasetsCommand.Create(),
    DatasetsCommand.CreateScanSteps(),
    DatasetsCommand.CreateDuckDb(),
};

return await root.Parse(args).InvokeAsync();
