using System.Text.RegularExpressions;

namespace Text2Llm.Worker.Tests;

/// <summary>Runs the program on a terminal, which util-linux's script gives it.</summary>
public sealed partial class TerminalTests
{
    [Theory]
    [InlineData("xterm-256color", null, true, true)]
    [InlineData("xterm-256color", "1", true, false)]
    [InlineData("dumb", null, false, false)]
    public async Task Run_OnATerminal_DrawsABar(string terminal, string? noColor, bool bar, bool colors)
    {
        using var folder = TempFolder.OfExamples();
        var environment = new Dictionary<string, string> { ["TERM"] = terminal };
        if (noColor is not null)
        {
            environment["NO_COLOR"] = noColor;
        }

        var result = await Text2LlmProcess.RunProgramAsync(
            "script",
            ["--quiet", "--return", "--command", $"stty cols 80; '{Text2LlmProcess.Path}' run '{folder["reviews.yaml"]}'", "/dev/null"],
            environment);
        result.ExitCode.ShouldBe(0);
        result.Output.Contains('━', StringComparison.Ordinal).ShouldBe(bar);
        Color().IsMatch(result.Output).ShouldBe(colors);
        result.Output.ShouldContain(bar ? "100%" : "100%, 0.0 of 0.0 MB");
        result.Output.ShouldContain("dropped: malformed-json");
    }

    [GeneratedRegex("\u001b\\[[0-9;]*[1-9][0-9;]*m")]
    private static partial Regex Color();
}
