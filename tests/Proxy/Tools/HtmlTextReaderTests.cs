using System.Text;
using CsCheck;
using Text2Llm.Proxy.Tools.Fetch.Html;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>What an agent gets to read of a page, and what a page may not do to its reader.</summary>
public sealed class HtmlTextReaderTests
{
    private static readonly Uri Address = new("https://example.org/guide/page?x=1");

    [Theory]
    [InlineData("<h1>One</h1><p>Two\n  three</p><p>Four", "# One\n\nTwo three\n\nFour")]
    [InlineData("<h2>A <em>fine</em> day</h2>now<br>then<br><br>later", "## A fine day\n\nnow\nthen\n\nlater")]
    [InlineData("x<ul><li>a<li><p>b</p><ul><li>c</ul><li></ul><p>d", "x\n\n- a\n- b\n  - c\n\nd")]
    [InlineData("<ol start=3><li>a<li>b</ol>", "3. a\n4. b")]
    [InlineData("<blockquote><p>a<p>b</blockquote>c", "> a\n\n> b\n\nc")]
    [InlineData("<p>Use <code>x  y</code>:<pre>\nif (a)\n    b();\n</pre>done", "Use `x y`:\n\n```\nif (a)\n    b();\n```\n\ndone")]
    [InlineData("<pre><div>a</div><div>b</div></pre>", "```\na\nb\n```")]
    [InlineData(
        "<table><tr><th>a<th>b</tr><tr><td><p>1</p></td><td>2 3</td></tr><tr><td><td>4</table>e", "a | b\n--- | ---\n1 | 2 3\n | 4\n\ne")]
    [InlineData("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo.")]
    [InlineData("a&nbsp;&amp;&lt;b&gt; &#x1F44B; Gr&uuml;ezi", "a\u00a0&<b> 👋 Grüezi")]
    [InlineData("one<script>var two = '</p>three';</script><style>p{}</style> four<!-- five --><noscript>six</noscript>", "one four")]
    [InlineData("<nav><ul><li>Home</ul></nav>text<footer>foot</footer><aside>side</aside><svg><title>t</title><style/></svg> more", "text\n\nmore")]
    [InlineData("<div><nav>Home</div>text", "text")]
    [InlineData("<div hidden>no</div><img alt='A boat'> yes", "A boat yes")]
    [InlineData("<a href=/x>a link</a> and <a href=y><img></a>more", "a link and more")]
    public void Read_Markup_BecomesLegibleText(string html, string text)
    {
        HtmlTextReader.Read(html, Address, includeLinks: false).Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("see<a href=../x?a=b#c> this </a>now", "see [this](https://example.org/x?a=b#c) now")]
    [InlineData("<ul><li><a href=y><img></a><a href='//other.example/z'>z</a></ul>", "- [z](https://other.example/z)")]
    [InlineData("<a href=#top>up</a> <a href='javascript:alert(1)'>js</a> <a>none</a>", "up js none")]
    [InlineData("<base href=https://b.example/d/><a href=e>f</a>", "[f](https://b.example/d/e)")]
    [InlineData("<base target=_top><base href=/d/><base href=e/><a href=f>g</a>", "[g](https://example.org/d/f)")]
    [InlineData("<a href=1>one<a href=2>two</a>", "[one](https://example.org/guide/1)[two](https://example.org/guide/2)")]
    public void Read_Links_AreAbsoluteWhereTheyAreAskedFor(string html, string text)
    {
        HtmlTextReader.Read(html, Address, includeLinks: true).Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("<header>Site</header><main>{0}</main>after")]
    [InlineData("<div>Site</div><div role=main>{0}</div>after")]
    [InlineData("<div>Site</div><article>{0}</article>after")]
    public void Read_PageWithMainContent_LeavesTheRestOut(string frame)
    {
        var content = string.Join(' ', Enumerable.Repeat("word", 30));

        HtmlTextReader.Read(frame.Replace("{0}", content, StringComparison.Ordinal), Address, includeLinks: false).Text.ShouldBe(content);
    }

    [Fact]
    public void Read_MainContentAllButEmpty_GivesEverything()
    {
        HtmlTextReader.Read("<main>Loading</main><p>The text.", Address, includeLinks: false).Text.ShouldBe("Loading\n\nThe text.");
    }

    [Fact]
    public void Read_Title_IsTheFirstAndOutsideOfPictures()
    {
        const string page = "<svg><title>Icon</title></svg><head><title> A &amp;\n B </title><title>C</title></head><p>text";

        var read = HtmlTextReader.Read(page, Address, includeLinks: false);

        (read.Title, read.Text, read.IsWhole).ShouldBe(("A & B", "text", true));
    }

    [Theory]
    [InlineData("<div>", "</div>")]
    [InlineData("<ul><li>", "</li></ul>")]
    [InlineData("<blockquote>", "</blockquote>")]
    [InlineData("<table><tr><td>", "</table>")]
    [InlineData("<b class=x>", "</p>")]
    [InlineData("<h1>", "")]
    [InlineData("<a href=x>", "")]
    [InlineData("<code>", "")]
    [InlineData("<pre>", "")]
    public void Read_NestedWithoutEnd_GivesTheTextWithinBounds(string begin, string end)
    {
        const int deep = 100_000;
        var page = new StringBuilder().Insert(0, begin, deep).Append("middle").Insert(begin.Length * deep + 6, end, deep).Append("<p>end").ToString();

        var read = HtmlTextReader.Read(page, Address, includeLinks: true);

        read.Text.ShouldContain("middle");
        read.Text.ShouldContain("end");
        read.Text.Length.ShouldBeLessThan(2 * page.Length);
    }

    [Fact]
    public void Read_LinksThatGrowThePage_AreCutOff()
    {
        var address = new Uri("https://example.org/" + new string('x', 1900) + "/");
        var page = string.Concat(Enumerable.Repeat("<a href=y>z</a>", 100_000));

        var read = HtmlTextReader.Read(page, address, includeLinks: true);

        read.IsWhole.ShouldBeFalse();
        read.Text.Length.ShouldBeLessThan(3_000_000);
    }

    [Fact]
    public void Read_TagOfAMillionAttributes_IsRead()
    {
        var page = new StringBuilder("<p ").Insert(3, "a href=b ", 200_000).Append(">text").ToString();

        HtmlTextReader.Read(page, Address, includeLinks: true).Text.ShouldBe("text");
    }

    [Fact]
    public void Read_LongTitle_IsCutBetweenCharacters()
    {
        var page = $"<title>x{string.Concat(Enumerable.Repeat("👋", 300))}</title>";

        HtmlTextReader.Read(page, Address, includeLinks: false).Title.Length.ShouldBe(499);
    }

    [Fact]
    public void Read_AnySoupOfTags_IsReadToItsEnd()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<div>", "</div>", "<ul>", "<ol start=2147483647>", "<li>", "</ul>", "</ol>", "<table>", "<tr>", "<th>", "<td>", "</table>",
            "<pre>", "</pre>", "<code>", "</code>", "<a href=x>", "</a>", "<h1>", "</h1>", "<blockquote>", "</blockquote>", "<br>", "<main>", "</main>",
            "<article>", "</article>", "<nav>", "</nav>", "<svg/>", "<title>", "</title>", "<script>", "</script>", "<base href=//b>", "text", " ", "\n", "&", "<", "<!--", "-->", "👋",
        ];

        Gen.Int[0, pieces.Length - 1].Array[0, 60].Sample(
            soup => HtmlTextReader.Read(string.Concat(soup.Select(index => pieces[index])), Address, includeLinks: true).IsWhole.ShouldBeTrue(),
            iter: 3000);
    }
}
