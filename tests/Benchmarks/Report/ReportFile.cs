using System.Text.Json;
using Text2Llm.Benchmarks.Measuring;

namespace Text2Llm.Benchmarks.Report;

/// <summary>Writes a run's results: <c>gateway.md</c> to read, <c>gateway.json</c> with every round.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes both files into a folder; returns the text of the first.</summary>
    public static async Task<string> WriteAsync(
        string folder, string machine, GatewayResult direct, IReadOnlyList<GatewayResult> gateways, IReadOnlyList<Goal> goals, CancellationToken cancel)
    {
        IEnumerable<string> lines =
        [
            machine,
            "",
            "Medians over the rounds, with the lowest and the highest. Added times are a gateway's percentile less that of the same calls made",
            "directly, in turn. 64 connections that wait 20 ms for each answer make 3,200 requests per second at most.",
            "",
            .. new ReportTable(direct, gateways).Lines(),
            "",
            .. goals.Select(goal => $"- {goal}"),
            "",
            .. gateways.SelectMany(result => result.Notes.Concat(result.Tally.Mistakes).Select(note => $"- {result.Name}: {note}")),
        ];
        var text = string.Join('\n', lines) + "\n";
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "gateway.md"), text, cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "gateway.json"), JsonSerializer.Serialize(new { machine, direct, gateways, goals }, Indented), cancel);
        return text;
    }
}
