using System.CommandLine;
using Text2Llm.Worker.Pods;

namespace Text2Llm.Worker.Commands;

/// <summary>What <c>helm test</c> runs in the place of a worker pod: tells whether the cluster's network holds such pods to their policies.</summary>
internal static class IsolationCommand
{
    private static readonly Option<string[]> Reachable = new("--reachable") { Description = "What must be in reach.", HelpName = "HOST:PORT", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Unreachable = new("--unreachable") { Description = "What must not be.", HelpName = "HOST:PORT", DefaultValueFactory = _ => [] };
    private static readonly Option<int> Within = new("--within") { Description = "How long each may take to become so.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };

    public static Command Create()
    {
        var command = new Command("isolation", "Tells whether a cluster holds worker pods to their network policies.") { Reachable, Unreachable, Within };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => RunAsync(
            new Reach(TimeProvider.System, TimeSpan.FromSeconds(result.GetValue(Within))),
            [.. result.GetRequiredValue(Reachable).Select(address => (address, true)), .. result.GetRequiredValue(Unreachable).Select(address => (address, false))],
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Reach reach, IReadOnlyList<(string Address, bool Wanted)> expected, CancellationToken cancellationToken)
    {
        var held = true;
        try
        {
            foreach (var (address, wanted) in expected)
            {
                var holds = await reach.BecomesAsync(address, wanted, cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"{(holds ? "ok" : "FAILED")}: {address} is {(wanted == holds ? "in reach" : "out of reach")}").ConfigureAwait(false);
                held &= holds;
            }
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync($"text2llm: {exception.Message}").ConfigureAwait(false);
            return ExitCodes.Mistaken;
        }

        if (!held)
        {
            await Console.Error.WriteLineAsync(
                "text2llm: worker pods are not held to their NetworkPolicies: either the cluster's network does not enforce them, or they are not those of the chart.")
                .ConfigureAwait(false);
        }

        return held ? ExitCodes.Done : ExitCodes.Failed;
    }
}
