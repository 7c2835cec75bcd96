using System.Xml.Linq;

namespace Text2Llm.Pipeline.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_OfARun_StandsByItselfAndEscapesWhatCameFromOutside()
    {
        _folder.Write("in/<script>alert(1)<.jsonl", "{\"text\":\"one mail@example.com\"}\n{\"text\":\"one mail@example.com\"}\n{\"text\": <b>\n");
        _folder.Write("in/b.txt", "Another text, which is longer.");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in}", "{uri: out, format: csv}", "pii: {email: mask}\n  filters: [length: {minWords: 1}]"));
        var html = await File.ReadAllTextAsync(_folder["out/report.html"], TestContext.Current.CancellationToken);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<b>");
        html.ShouldNotContain("http");
        html.ShouldNotContain("src=");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;.jsonl");

        // Everything but the head's two empty elements is well-formed XML as well.
        var page = XElement.Parse(html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)]);
        page.Descendants("h2").Select(heading => heading.Value).ShouldBe(
        [
            "Records left after each step", "Dropped records by reason", "Lengths of written records", "Personal data and secrets found",
            "Clusters of duplicates", "Files read", "First rejects", "Files written", "Parameters",
        ], ignoreOrder: false);
        var funnel = page.Descendants("section").First().Descendants("tbody").Single().Elements("tr").ToList();
        funnel.Select(row => row.Elements("td").Last().Nodes().First().ToString().Trim())
            .ShouldBe(["4", "3", "3", "3", "3", "3", "3", "2", "2"]);
        page.Descendants("rect").ShouldNotBeEmpty();
    }
}
