using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes the report into the output folder, for machines and for people, and reads an earlier one.</summary>
internal static class ReportFiles
{
    public const string JsonName = "report.json";
    public const string TextName = "report.md";
    public const string HtmlName = "report.html";
    public const string CardName = "README.md";

    /// <summary>The names of all that is written.</summary>
    public static readonly IReadOnlyList<string> Names = [JsonName, TextName, HtmlName, CardName];

    /// <summary>Writes the report in each of its forms.</summary>
    /// <param name="store">The output.</param>
    /// <param name="report">The report.</param>
    /// <param name="html">The report as a page.</param>
    /// <param name="card">The dataset's card.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(IFileStore store, DatasetReport report, string html, string card, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Indented);
        foreach (var (name, text) in new[] { (TextName, ReportText.Of(report)), (HtmlName, html), (CardName, card) })
        {
            await store.WriteBytesAsync(name, Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        }

        await store.WriteBytesAsync(JsonName, json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The names of the files that an earlier run wrote into a folder; null when none did.</summary>
    public static IReadOnlySet<string>? NamesOfEarlierRun(string folder)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, JsonName));
            return NamesIn(JsonSerializer.Deserialize<EarlierReport>(file, ReportJson.Lines));
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The same, of a folder in a store.</summary>
    public static async Task<IReadOnlySet<string>?> NamesOfEarlierRunAsync(IFileStore store, CancellationToken cancellationToken)
    {
        try
        {
            return NamesIn(await store.FindJsonAsync<EarlierReport>(JsonName, cancellationToken).ConfigureAwait(false));
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static HashSet<string>? NamesIn(EarlierReport? report) =>
        report is { Kind: DatasetReport.KindName, Outputs: { } outputs } && outputs.All(output => output?.Name is not null)
            ? new HashSet<string>([.. outputs.Select(output => output!.Name!), .. Names], StringComparer.Ordinal)
            {
                ChecksumList.FileName, RejectsStage.FileName, DroppedStage.FolderName,
            }
            : null;

    // Only what tells an earlier run's files, so that a report of another version tells them too.
    private sealed record EarlierReport(string? Kind, IReadOnlyList<EarlierFile?>? Outputs);

    private sealed record EarlierFile(string? Name);
}
