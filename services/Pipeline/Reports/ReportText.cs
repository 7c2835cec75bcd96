using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Reports;

/// <summary>The report as people read it, in a terminal or as Markdown.</summary>
public static class ReportText
{
    /// <summary>The report as text.</summary>
    public static string Of(DatasetReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Dataset {report.Job}\n\n");
        foreach (var warning in Warnings(report))
        {
            text.Append(CultureInfo.InvariantCulture, $"**Warning: {warning}**\n\n");
        }

        var dropped = report.Records.Dropped.Select(drop => ("dropped: " + drop.Key, Count(drop.Value)));
        Table(text, ("Records", "Count"), [("read", Count(report.Records.Read)), ("written", Count(report.Records.Written)), .. dropped]);

        var source = report.Source;
        var whole = source.Detected
            .GroupBy(found => $"read whole as {Name(found)}: {found.FormatWhy}")
            .Select(found => (found.Key, Count(found.Sum(one => one.Files))));
        var cut = source.CutShort.Select(problem => ("cut short: " + problem.Key, Count(problem.Value)));
        var left = source.LeftOut.Select(problem => ("left out: " + problem.Key, Count(problem.Value)));
        Table(text, ("Files", "Count"), [("all", Count(source.Files)), .. whole, .. cut, .. left]);

        const int Shown = 20;
        var files = report.Outputs.Take(Shown).Select(file => ($"{file.Name}, {Size(file.Bytes)}", Count(file.Records))).ToList();
        if (report.Outputs.Count > Shown)
        {
            files.Add(($"and {report.Outputs.Count - Shown} more", Count(report.Outputs.Skip(Shown).Sum(file => file.Records))));
        }

        Table(text, ("Files written", "Records"), files);
        text.Append(CultureInfo.InvariantCulture, $"{Size(source.BytesRead)} of text read from {source.Base}");
        text.Append(CultureInfo.InvariantCulture, $" in {report.Seconds:0.0} s, {report.MegabytesPerSecond:0.0} MB/s.\n");
        return text.ToString();
    }

    internal static IEnumerable<string> Warnings(DatasetReport report)
    {
        var problems = report.Source.FilesWithProblems;
        if (problems > 0)
        {
            yield return $"{Count(problems)} of {Count(report.Source.Files)} files "
                + $"{(problems == 1 ? "was" : "were")} left out or cut short: see {report.Rejects}.";
        }

        var rejected = report.Records.Rejected;
        if (rejected > 0)
        {
            yield return $"{Count(rejected)} {(rejected == 1 ? "record was" : "records were")} rejected: see {report.Rejects}.";
        }

        if (report.Records.Written == 0)
        {
            yield return "no record was written.";
        }
    }

    private static void Table(StringBuilder text, (string Left, string Right) head, IReadOnlyList<(string Left, string Right)> rows)
    {
        var left = rows.Max(row => Math.Max(head.Left.Length, row.Left.Length));
        var right = rows.Max(row => Math.Max(head.Right.Length, row.Right.Length));
        text.Append(CultureInfo.InvariantCulture, $"| {head.Left.PadRight(left)} | {head.Right.PadLeft(right)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| {new string('-', left)} | {new string('-', right - 1)}: |\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Left.PadRight(left)} | {row.Right.PadLeft(right)} |\n");
        }

        text.Append('\n');
    }

    internal static string Name(DetectedFiles found) =>
        (found.Format switch
        {
            SourceFormat.Text => "text",
            SourceFormat.Jsonl => "JSON Lines",
            SourceFormat.Arrow => "Arrow",
            SourceFormat.Parquet => "Parquet",
            SourceFormat.Markdown => "Markdown",
            var other => other.ToString().ToUpperInvariant(),
        })
        + (found.Encoding is { } encoding and not SourceEncoding.Utf8 ? $", {Written(encoding)}" : "")
        + (found.Compression is { } compression and not SourceCompression.None ? $", {Written(compression)}" : "")
        + (found.Container is { } container ? $", in {container}" : "");

    private static string Written<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, ReportJson.Lines).Trim('"');

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };
}
