using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class HtmlEntitiesTests
{
    [Theory]
    [InlineData("Fish &amp; chips", "Fish & chips")]
    [InlineData("&lt;b&gt; &quot;x&quot; &apos;y&apos;", "<b> \"x\" 'y'")]
    [InlineData("caf&eacute; &Omega;&alpha;&omega;&yuml; &hellip;&mdash;&euro;", "café Ωαωÿ …—€")]
    [InlineData("&#233;&#xE9;&#XE9; &#128512;", "ééé 😀")]
    [InlineData("&#146;&#x80;", "’€")]
    [InlineData("&amp;nbsp;&amp;amp;&amp;#39;", "\u00A0&'")]
    [InlineData("&amp;amp;lt;", "&lt;")]
    [InlineData("a&ampb &lt", "a&ampb <")]
    [InlineData("R&amp D", "R& D")]
    [InlineData("&#39s", "'s")]
    public void Decode_References_AreResolved(string text, string decoded) => HtmlEntities.Decode(text).ShouldBe(decoded);

    [Theory]
    [InlineData("AT&T, a && b, R&D;")]
    [InlineData("?a=1&copy=2&reg=3&amp=4")]
    [InlineData("&; &# &#; &#x; &#0; &#xD800; &#x110000; &#99999999999;")]
    [InlineData("&unheardof; &Eacutes; &")]
    [InlineData("no reference")]
    public void Decode_NoReference_ReturnsTheSameObject(string text) => HtmlEntities.Decode(text).ShouldBeSameAs(text);
}
