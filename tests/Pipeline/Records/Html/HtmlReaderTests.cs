using System.Text;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Html;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Html;

public sealed class HtmlReaderTests
{
    [Fact]
    public async Task Read_ArticleAmongBoilerplate_IsTheArticle()
    {
        var record = await ReadAsync("""
            <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Tides &amp; moons
              — The Journal</title><link rel="canonical" href="https://example.org/tides"><style>p { color: red }</style></head>
            <body class="has-sidebar"><div id="cookie-banner"><p>We use cookies. <button>Accept</button></p></div>
            <header><a href="/">The Journal</a><nav><ul><li><a href="/a">News</a><li><a href="/b">Science</a></ul></nav></header>
            <main><article><header><h1>Why there are two tides<br>a day</h1></header>
            <p>The moon pulls on the side that is near more than on the&nbsp;middle, and on the middle more than on the far side,
               which is why water <a href="/w">piles up</a> on both.
            <p>So there are two:</p><ul><li>one under the moon<li>one <b>op</b>posite</ul>
            <aside><p>Related: what a neap tide is</p></aside>
            <pre><code>h = 0.54
              m</code></pre><blockquote>Time &#38; tide wait for no man.</blockquote>
            <div class="share-buttons"><p>Share this story</p></div>
            <h2>Read more</h2><ul><li><a href="/1">Springs and neaps</a></li><li><a href="/2">Eclipses</a></li></ul>
            </article><section id="comments"><h2>2 comments</h2><p>First! Great article, thanks.</p></section></main>
            <script>if (a < b) { document.write("<p>no</p>") }</script>
            <footer>© 2024 The Journal</footer></body></html>
            """);
        record.Text.ShouldBe("""
            Why there are two tides
            a day

            The moon pulls on the side that is near more than on the middle, and on the middle more than on the far side, which is why water piles up on both.

            So there are two:

            - one under the moon
            - one opposite

            h = 0.54
              m

            Time & tide wait for no man.
            """.ReplaceLineEndings("\n"));
        Encoding.UTF8.GetString(record.Json.Span).ShouldBe(
            """{"title":"Tides & moons — The Journal","lang":"en-GB","url":"https://example.org/tides"}""");
    }

    [Fact]
    public async Task Read_DocumentationWithoutMain_LeavesSidebarAndLinksOut() =>
        (await TextAsync("""
            <html><body><div class="related" role="navigation"><ul><li><a href="i">index</a></li></ul></div>
            <div class="body"><h1>read()<a class="headerlink" href="#read" title="Link">¶</a></h1>
            <dl><dt><code>read(size)</code></dt><dd><p>Reads at most <em>size</em> bytes, and returns fewer at the end of the file, where it
            returns none at all; see <a href="w">write</a>. An error in the middle is told with the next call, as everywhere.</p></dd></dl>
            <div class="admonition note"><p>It may be interrupted.</p></div></div>
            <div class="sphinxsidebar"><h3>Table of contents</h3><p>Something</p></div></body></html>
            """)).ShouldBe(
            "read()\n\nread(size)\n\n- Reads at most size bytes, and returns fewer at the end of the file, where it returns none at all; see write."
            + " An error in the middle is told with the next call, as everywhere.\n\nIt may be interrupted.");

    [Fact]
    public async Task Read_Forum_KeepsThePosts() =>
        (await TextAsync("""
            <body><nav>Forum</nav><div class="post"><p>How do I stop it?</p></div><div class="post"><p>Press the key, and wait.</p></div>
            <form class="reply"><textarea>Your answer</textarea><select><option>a</select><button>Send</button></form></body>
            """)).ShouldBe("How do I stop it?\n\nPress the key, and wait.");

    [Fact]
    public async Task Read_CommentsAlone_AreTheText() =>
        (await TextAsync("""<div class="comments"><p>The only text there is on this page.</p></div>""")).ShouldBe("The only text there is on this page.");

    [Fact]
    public async Task Read_Table_HasARowOnEachLine() =>
        (await TextAsync("<table><caption>Heights</caption><tr><th>Hill<th>m<tr><td><p>A</p><td>12<tr><td>B<td></table>"))
            .ShouldBe("Heights\n\nHill | m\nA | 12\nB");

    [Fact]
    public async Task Read_JapaneseInItsOwnEncoding_IsRead()
    {
        using var folder = new TempFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Page = "<html lang=ja><head><meta charset=\"shift_jis\"><title>潮</title></head><body><h1>潮の満ち引き</h1><p>月の引力で海面が上がる。</p></body></html>";
        folder.Write("a.html", Encoding.GetEncoding("shift_jis").GetBytes(Page));
        (await Inputs.ReadAsync(folder, "a.html")).ShouldHaveSingleItem().Value.ShouldBe("潮の満ち引き\n\n月の引力で海面が上がる。");
    }

    [Fact]
    public async Task Read_NavigationAlone_IsRejected() =>
        (await ReadAsync("""<body><nav>Home</nav><ul><li><a href="a">A</a></li></ul></body>""")).Rejection!.Reason.ShouldBe(RejectReasons.NoText);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div></p></span>")]
    [InlineData("<ul><li>")]
    [InlineData("<a href='")]
    [InlineData("<a x=\">")]
    [InlineData("<p \"")]
    [InlineData("<table><tr><td>")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("</")]
    [InlineData("<")]
    [InlineData("&amp")]
    [InlineData("<a a a a a='b'")]
    [InlineData("<b><p><i></b>")]
    public async Task Read_HostilePage_EndsWithTheText(string repeated)
    {
        var page = new StringBuilder("<p>before</p>");
        for (var i = 0; i < 500_000; i++)
        {
            page.Append(repeated);
        }

        (await TextAsync(page.ToString())).ShouldStartWith("before");
    }

    private static async Task<string?> TextAsync(string page) => (await ReadAsync(page)).Text;

    private static async Task<ParsedRecord> ReadAsync(string page)
    {
        await using var source = new SourceBytes(new MemoryStream(Encoding.UTF8.GetBytes(page)));
        return await new HtmlReader(Inputs.Limit).ReadAsync(source, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
