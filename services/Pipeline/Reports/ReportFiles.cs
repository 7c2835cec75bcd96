using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes the report into the output folder, for machines and for people, and reads an earlier one.</summary>
internal static class ReportFiles
{
    public const string JsonName = "report.json";
    public const string TextName = "report.md";

    public static async Task WriteAsync(string folder, DatasetReport report, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(ReportText.Of(report));
        var json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Indented);
        await WriteAsync(Path.Combine(folder, TextName), text, cancellationToken).ConfigureAwait(false);
        await WriteAsync(Path.Combine(folder, JsonName), json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The names of the files that an earlier run wrote into a folder; null when none did.</summary>
    public static IReadOnlySet<string>? NamesOfEarlierRun(string folder)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, JsonName));
            var report = JsonSerializer.Deserialize<EarlierReport>(file, ReportJson.Lines);
            return report is { Kind: DatasetReport.KindName, Outputs: { } outputs } && outputs.All(output => output?.Name is not null)
                ? new HashSet<string>(outputs.Select(output => output!.Name), StringComparer.Ordinal)
                {
                    JsonName, TextName, RejectsFile.Name,
                }
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    // Only what tells an earlier run's files, so that a report of another version tells them too.
    private sealed record EarlierReport(string? Kind, IReadOnlyList<DataFile?>? Outputs);

    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }
}
