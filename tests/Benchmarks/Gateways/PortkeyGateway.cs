using System.Net;
using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>Portkey's open gateway on Node.js. Its caller names the upstream in a header.</summary>
internal sealed class PortkeyGateway(BenchmarkFolders folders) : GatewayKind(folders)
{
    public override string Name => "Portkey";

    public override Gateway Start(int upstreamPort)
    {
        var port = FreePort.Find();
        var program = Path.Combine(Folders.Peers, "node_modules/@portkey-ai/gateway/build/start-server.js");
        var process = ServerProcess.Start(
            "Portkey", Folders.LogOf("portkey"), new Dictionary<string, string> { ["NODE_ENV"] = "production" },
            "node", program, "--headless", $"--port={port}");
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = "Bearer sk-bench",
            ["x-portkey-provider"] = "openai",
            ["x-portkey-custom-host"] = $"http://127.0.0.1:{upstreamPort}/v1",
        };
        return new Gateway(new Target(new IPEndPoint(IPAddress.Loopback, port), "/v1/chat/completions", _ => headers), [process]);
    }
}
