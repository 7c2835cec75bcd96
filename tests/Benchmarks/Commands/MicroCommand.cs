using System.CommandLine;
using BenchmarkDotNet.Running;
using Text2Llm.Benchmarks.Micro;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>micro</c>: the hot paths one by one. What follows it goes to BenchmarkDotNet, for instance <c>--filter *Sse*</c>.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("arguments") { Description = "Arguments of BenchmarkDotNet; none runs everything." };
        var command = new Command("micro", "Measures the hot paths one by one, with their allocations.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] arguments = [.. parsed.GetValue(rest) ?? [], .. parsed.UnmatchedTokens];
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(arguments.Length > 0 ? arguments : ["--filter", "*"], new MicroConfig());
        });
        return command;
    }
}
