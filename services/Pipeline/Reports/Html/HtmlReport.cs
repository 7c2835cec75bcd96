using System.Globalization;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Reports.Html;

/// <summary>The report as a page that stands by itself: nothing of it is loaded from elsewhere, and nothing of it is a script.</summary>
internal sealed class HtmlReport
{
    private const int MaxRows = 200; // of a table; the rest stands in report.json

    private readonly DatasetReport _report;
    private readonly HtmlWriter _page = new();

    private HtmlReport(DatasetReport report) => _report = report;

    /// <summary>The page.</summary>
    /// <param name="report">What the run did.</param>
    /// <param name="job">What it was told.</param>
    /// <param name="rejects">The first lines of the rejects file.</param>
    public static string Of(DatasetReport report, DatasetJob job, IReadOnlyList<string> rejects)
    {
        var html = new HtmlReport(report);
        html.AddHead();
        html.AddFunnel();
        html.AddCharts();
        html.AddFiles(rejects);
        html._page.Section("Parameters");
        html._page.Table(["Parameter", "Value"], JobParameters.Of(job.Spec).Select(parameter => new[] { parameter.Path, parameter.Value }));
        html._page.EndSection();
        html._page.Markup("</main>\n</body>\n</html>");
        return html._page.ToString();
    }

    private void AddHead()
    {
        var title = HtmlWriter.Escape($"Dataset {_report.Job}");
        _page.Markup(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {HtmlStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            """);
        _page.Markup($"<p class=\"quiet\">Records of kind {Name(_report.Found.Kind)}: {HtmlWriter.Escape(_report.Found.Why)}.</p>");
        foreach (var warning in ReportText.Warnings(_report))
        {
            _page.Markup($"<p class=\"warning\">{HtmlWriter.Escape($"Warning: {warning}")}</p>");
        }

        _page.Markup("<dl class=\"figures\">");
        Figure("records read", HtmlWriter.Count(_report.Records.Read));
        Figure("written", HtmlWriter.Count(_report.Records.Written));
        Figure("dropped", HtmlWriter.Count(_report.Records.Read - _report.Records.Written));
        Figure("files read", HtmlWriter.Count(_report.Source.Files));
        Figure("text read", ReportText.Size(_report.Source.BytesRead));
        Figure("written to disk", ReportText.Size(_report.Outputs.Sum(file => file.Bytes)));
        Figure("time", string.Create(CultureInfo.InvariantCulture, $"{_report.Seconds:0.0} s"));
        Figure("speed", string.Create(CultureInfo.InvariantCulture, $"{_report.MegabytesPerSecond:0.0} MB/s"));
        _page.Markup("</dl>");
    }

    private void Figure(string name, string value) => _page.Markup($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    // How many records are left behind each step.
    private void AddFunnel()
    {
        var left = _report.Records.Read;
        var bars = new List<Bar> { new("read", left) };
        void Step(string name, long dropped)
        {
            left -= dropped;
            bars.Add(new Bar(name, left, dropped == 0 ? null : $"−{HtmlWriter.Count(dropped)}"));
        }

        Step("taken for records", _report.Records.Rejected);
        var inSteps = _report.Steps.Sum(step => step.Dropped.GetValueOrDefault(DropReasons.Empty));
        foreach (var step in _report.Steps)
        {
            Step(step.Name, step.Dropped.Values.Sum());
        }

        if (_report.Clusters is { } clusters)
        {
            Step("exact duplicates", clusters.Exact);
            Step("near duplicates", clusters.Near);
        }

        var emptied = _report.Records.Dropped.GetValueOrDefault(DropReasons.Empty) - inSteps;
        if (emptied > 0)
        {
            Step("emptied by deduplication", emptied);
        }

        _page.Section("Records left after each step");
        _page.Chart("Step", "Records left", bars);
        _page.EndSection();
    }

    private void AddCharts()
    {
        Chart("Dropped records by reason", "Reason", "Records", _report.Records.Dropped.OrderByDescending(drop => drop.Value).Select(drop => new Bar(drop.Key, drop.Value)));
        Chart("Lengths of written records", "Characters", "Records", _report.Lengths.Select((count, magnitude) => new Bar(LengthName(magnitude), count)).SkipWhile(bar => bar.Value == 0));
        Chart("Languages", "Language", "Records", Counted("language."));
        Chart("Personal data and secrets found", "Kind", "Found", Counted("pii."));
        Chart("Clusters of duplicates", "Records in a cluster", "Clusters", (_report.Clusters?.Sizes ?? []).Select((count, magnitude) => new Bar(LengthName(magnitude + 2), count)));
        string[] shown = ["language.", "pii."];
        Chart("Other counts of steps", "Count", "Number", _report.Steps
            .SelectMany(step => step.Counts.Select(count => new Bar(count.Key, count.Value)))
            .Where(bar => bar.Value > 0 && !shown.Any(prefix => bar.Label.StartsWith(prefix, StringComparison.Ordinal))));
    }

    private IEnumerable<Bar> Counted(string prefix) => _report.Steps
        .SelectMany(step => step.Counts)
        .Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal))
        .OrderByDescending(count => count.Value)
        .Select(count => new Bar(count.Key[prefix.Length..], count.Value));

    private void Chart(string heading, string of, string counted, IEnumerable<Bar> bars)
    {
        var all = bars.Take(MaxRows).ToList();
        if (all.Exists(bar => bar.Value > 0))
        {
            _page.Section(heading);
            _page.Chart(of, counted, all);
            _page.EndSection();
        }
    }

    private void AddFiles(IReadOnlyList<string> rejects)
    {
        _page.Section("Files read");
        _page.Element("p", $"{HtmlWriter.Count(_report.Source.Files)} from {_report.Source.Base}, {ReportText.Size(_report.Source.BytesOnDisk)} on the disk.");
        _page.Table(
            ["Files", "Taken for", "Evidence"],
            [
                .. _report.Source.Detected.Take(MaxRows).Select(found => new[] { HtmlWriter.Count(found.Files), ReportText.Name(found), Evidence(found) }),
                .. _report.Source.CutShort.Select(problem => new[] { HtmlWriter.Count(problem.Value), "cut short", problem.Key }),
                .. _report.Source.LeftOut.Select(problem => new[] { HtmlWriter.Count(problem.Value), "left out", problem.Key }),
            ]);
        _page.EndSection();
        if (rejects.Count > 0)
        {
            _page.Section("First rejects");
            _page.Markup($"<p class=\"quiet\">All of them stand in {HtmlWriter.Escape(_report.Rejects!)}.</p>");
            _page.Table(["Reject"], rejects.Select(line => new[] { line }));
            _page.EndSection();
        }

        _page.Section("Files written");
        _page.Table(
            ["File", "Split", "Records", "Size", "SHA-256"],
            _report.Outputs.Take(MaxRows).Select(file => new[] { file.Name, file.Split, HtmlWriter.Count(file.Records), ReportText.Size(file.Bytes), file.Sha256 }));
        _page.EndSection();
    }

    private static string Evidence(DetectedFiles found) =>
        string.Join("; ", new[] { found.FormatWhy, found.CompressionWhy, found.EncodingWhy }.OfType<string>());

    // 0, 1, 2 to 3, 4 to 7 and so on.
    private static string LengthName(int magnitude) => magnitude switch
    {
        0 => "0",
        1 => "1",
        _ => $"{HtmlWriter.Count(1L << (magnitude - 1))} to {HtmlWriter.Count((1L << magnitude) - 1)}",
    };

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
