using System.Text.RegularExpressions;
using CsCheck;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Tests.Text;

public sealed partial class TextAnalysisTests
{
    private static readonly Gen<string> Texts =
        Gen.OneOf("one", "two", "a longer line", " one ", "", "", " ", "\t", "one\r", "中文").List[0, 40].Select(lines => string.Join('\n', lines));

    [Fact]
    public void Lines_AndParagraphs_AnyText_AreThoseThatStoodBefore() => Texts.Sample(
        text =>
        {
            var analysis = new TextAnalysis().Of(text);
            string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
            string[] paragraphs = [.. Blank().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0)];
            return analysis.Lines == Reference(lines) && analysis.Paragraphs == Reference(paragraphs);
        },
        iter: 20_000);

    [Fact]
    public void Of_AnotherText_ForgetsTheFirst()
    {
        var analysis = new TextAnalysis();
        analysis.Of("a a\na a").Lines.ShouldBe(new Repeats(2, 1, 3));
        analysis.Words.Count.ShouldBe(4);
        analysis.Of("b").Lines.ShouldBe(new Repeats(1, 0, 0));
        analysis.WordHashes.Length.ShouldBe(1);
    }

    [Fact]
    public void WordHashes_EqualWordsAndOthers_AreEqualAndNot()
    {
        string[] words = [.. Enumerable.Range(0, 20_000).Select(number => new string((char)('a' + (number % 26)), 1 + (number % 12)) + number)];
        var analysis = new TextAnalysis().Of(string.Join(' ', words) + " " + string.Join(' ', words));
        var hashes = analysis.WordHashes.ToArray();
        hashes[..words.Length].ShouldBe(hashes[words.Length..]);
        hashes.Distinct().Count().ShouldBe(words.Length);
    }

    private static Repeats Reference(string[] parts)
    {
        string[] again = [.. parts.Where((part, index) => Array.IndexOf(parts, part) < index)];
        return new Repeats(parts.Length, again.Length, again.Sum(part => part.Length));
    }

    [GeneratedRegex(@"\n(?:[^\S\n]*\n)+")]
    private static partial Regex Blank();
}
