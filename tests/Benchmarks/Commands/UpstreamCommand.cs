using System.CommandLine;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>upstream</c>: the provider that is called, until it is ended. Says its port when it listens.</summary>
internal static class UpstreamCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The loopback port to listen on; 0 lets the system choose." };
        var command = new Command("upstream", "Runs a provider that speaks OpenAI's wire format.") { port };
        command.SetAction(async (parsed, cancel) =>
        {
            using var server = new UpstreamServer(parsed.GetValue(port), TimeProvider.System);
            Console.WriteLine(server.Port);
            try
            {
                await server.RunAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }
        });
        return command;
    }
}
