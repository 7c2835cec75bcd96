using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Reports;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>An inspection as people read it in a terminal.</summary>
public static class InspectionText
{
    private const int SampleLength = 240;
    private const int MaxShownFields = 40;

    /// <summary>The inspection as text.</summary>
    public static string Of(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var text = new StringBuilder();
        foreach (var content in inspection.Contents)
        {
            AddContent(text, content);
        }

        var more = inspection.Sources.Files.Count - inspection.Contents.Select(content => content.Name.Split("!/")[0]).Distinct().Count();
        if (more > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {Count(more)} more {(more == 1 ? "file" : "files")}, which were not looked at\n\n");
        }

        var layout = inspection.Layout;
        text.Append(CultureInfo.InvariantCulture, $"Records: {Written(layout.Kind)}");
        text.Append(CultureInfo.InvariantCulture, $"{(Written(layout.Shape) == Written(layout.Kind) ? "" : $" as {Written(layout.Shape)}")} ({layout.Evidence})\n");
        if (inspection.Languages.Count > 0)
        {
            var total = inspection.Languages.Values.Sum();
            var languages = inspection.Languages.OrderByDescending(language => language.Value).Take(5);
            text.Append(CultureInfo.InvariantCulture, $"Languages: {string.Join(", ", languages.Select(language => $"{language.Key} {Share(language.Value, total)}"))}\n");
        }

        foreach (var (name, row, sample) in inspection.Samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name}, row {row}:\n  {Shorten(sample)}\n");
        }

        return text.ToString();
    }

    private static void AddContent(StringBuilder text, InspectedContent content)
    {
        text.Append(CultureInfo.InvariantCulture, $"{content.Name}, {Size(content.FileBytes)}\n");
        if (content.Detection is { } found)
        {
            Line(text, "container", found.Container);
            Line(text, "compression", $"{Written(found.Compression)}: {found.CompressionWhy}");
            Line(text, "encoding", found.Encoding is { } encoding ? $"{Written(encoding)}: {found.EncodingWhy}" : null);
            Line(text, "format", $"{Written(found.Format)}: {found.FormatWhy}");
            Line(text, "rows", found.Dialect?.ToString());
        }

        Line(text, "problem", content.Problem is { } problem ? $"{problem.Reason}: {problem.Detail}" : null);
        Line(text, "records", Records(content));
        Line(text, "tokens", content.EstimatedTokens is { } tokens ? $"about {Count(tokens)}" : null);
        Line(text, "rejected", content.Rejected.Count == 0 ? null
            : $"{string.Join(", ", content.Rejected.Select(reason => $"{Count(reason.Value)} {reason.Key}"))}, of {Count(content.Records.Count)}");
        AddFields(text, content);
        text.Append('\n');
    }

    private static string Records(InspectedContent content) => content switch
    {
        { Problem: not null, Records.Count: 0 } => "none",
        { Count: { } count } => Count(count),
        { EstimatedCount: { } count } => $"about {Count(count)}",
        _ => $"{Count(content.Records.Count)} and more",
    };

    private static void AddFields(StringBuilder text, InspectedContent content)
    {
        if (content.Fields.All.Count == 0)
        {
            return;
        }

        var records = content.Records.Count(record => record.Json.Length > 0);
        List<string[]> rows = [["field", "types", "none", "shortest", "mean", "longest"]];
        foreach (var field in content.Fields.All.Take(MaxShownFields))
        {
            var lengths = field.Lengths;
            string[] figures = lengths.Count == 0 ? ["", "", ""] : [Count(lengths.Min), Count(lengths.Sum / lengths.Count), Count(lengths.Max)];
            var none = field.Name.Contains("[]", StringComparison.Ordinal) ? "" : Share(Math.Max(0, records - field.Values), records);
            rows.Add([Shorten(field.Name), string.Join(" or ", field.Types.Keys.DefaultIfEmpty("null")), none, .. figures]);
        }

        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(CultureInfo.InvariantCulture, $"    {string.Join("  ", cells).TrimEnd()}\n");
        }

        if (content.Fields.All.Count > MaxShownFields)
        {
            text.Append(CultureInfo.InvariantCulture, $"    and {Count(content.Fields.All.Count - MaxShownFields)} more\n");
        }
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value}\n");
        }
    }

    private static string Shorten(string text)
    {
        var cut = text.Length > SampleLength ? text[..SampleLength] + " …" : text;
        return string.Join(' ', cut.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Share(long part, long whole) =>
        whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");

    private static string Written<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, ReportJson.Lines).Trim('"');

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => ReportText.Size(bytes);
}
