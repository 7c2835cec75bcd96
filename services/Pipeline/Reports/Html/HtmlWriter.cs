using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Text2Llm.Pipeline.Reports.Html;

/// <summary>Writes parts of a page. Whatever comes from outside, names of files above all, is escaped.</summary>
internal sealed partial class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    /// <summary>Adds markup as it stands.</summary>
    public void Markup(string html) => _html.Append(html).Append('\n');

    /// <summary>Adds an element with a text.</summary>
    public void Element(string tag, string text) => Markup($"<{tag}>{Escape(text)}</{tag}>");

    /// <summary>Begins a section with a heading.</summary>
    public void Section(string heading) => Markup($"<section>\n<h2>{Escape(heading)}</h2>");

    public void EndSection() => Markup("</section>");

    /// <summary>
    /// Adds a chart: a table, so that it can be read aloud and copied, with a bar in each row. The longest bar is as wide as there is room.
    /// </summary>
    public void Chart(string of, string counted, IReadOnlyCollection<Bar> bars)
    {
        var longest = Math.Max(1, bars.Select(bar => bar.Value).DefaultIfEmpty().Max());
        Markup($"<table class=\"chart\">\n<thead><tr><th scope=\"col\">{Escape(of)}</th><th aria-hidden=\"true\"></th><th scope=\"col\">{Escape(counted)}</th></tr></thead>\n<tbody>");
        foreach (var bar in bars)
        {
            var width = (100.0 * bar.Value / longest).ToString("0.##", CultureInfo.InvariantCulture);
            var note = bar.Note is null ? "" : $" <small>{Escape(bar.Note)}</small>";
            Markup(
                $"<tr><th scope=\"row\">{Name(bar.Label)}</th><td class=\"bar\"><svg aria-hidden=\"true\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">"
                + $"<rect width=\"{width}\" height=\"10\"/></svg></td><td class=\"count\">{Count(bar.Value)}{note}</td></tr>");
        }

        Markup("</tbody>\n</table>");
    }

    /// <summary>Adds a table of texts.</summary>
    public void Table(IReadOnlyCollection<string> head, IEnumerable<IReadOnlyCollection<string>> rows)
    {
        Markup($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(string.Join(", ", head))}\"><table>\n<thead><tr>"
            + $"{string.Concat(head.Select(cell => $"<th scope=\"col\">{Escape(cell)}</th>"))}</tr></thead>\n<tbody>");
        foreach (var row in rows)
        {
            Markup($"<tr>{string.Concat(row.Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>");
        }

        Markup("</tbody>\n</table></div>");
    }

    public override string ToString() => _html.ToString();

    public static string Escape(string text) => Encoder.Encode(text);

    // A long name may break between its words, where the page is narrow.
    private static string Name(string name) => BetweenWords().Replace(Escape(name), "<wbr>");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z]\\.)(?=[a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenWords();

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
