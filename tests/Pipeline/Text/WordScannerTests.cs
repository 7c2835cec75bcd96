using System.Text.RegularExpressions;
using CsCheck;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Tests.Text;

public sealed partial class WordScannerTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        "a", "word", "don't", "é", "\u0301", "привет", "ก", "한국", "-", "…", "’", " ", " ", "  ", "\n", "\t", "\r\n", "\u00A0", "\u0085", "\u2003", "\u3000",
        "中", "文", "々", "の", "カナ", "ー", "・", "。", "，", "ｶﾅ", "\U00020000", "😀", "\uFEFF", "\u1100").List[0, 60].Select(string.Concat);

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\u3000", "")]
    [InlineData("one two,three  four.\nfive", "one|two,three|four.|five")]
    [InlineData("中文abc。ひらがなカナ漢字 😀", "中|文|abc|ひらがなカナ|漢|字|😀")]
    [InlineData("a\u00A0b\u2003c\u0085d", "a|b|c|d")]
    [InlineData("\U00020000\U00020001x", "\U00020000|\U00020001|x")]
    public void Scan_Text_GivesItsWords(string text, string words) => string.Join('|', Scan(text)).ShouldBe(words);

    [Fact]
    public void Scan_AnyText_DoesAsTheRegularExpressionSays() => Texts.Sample(
        text =>
        {
            var scanner = new WordScanner();
            scanner.Scan(text);
            return Scan(text).SequenceEqual(Reference(text)) && scanner.Count == Reference(text).Length
                && scanner.Characters == Reference(text).Sum(word => word.Length);
        },
        iter: 20_000);

    [Fact]
    public void Scan_MoreWordsThanAreKept_CountsThemAll()
    {
        var scanner = new WordScanner();
        var text = string.Concat(Enumerable.Repeat("a ", WordScanner.MostKept + 5_000)) + string.Concat(Enumerable.Repeat("中文", 5_000)) + "end";
        scanner.Scan(text);
        scanner.Words.Length.ShouldBe(WordScanner.MostKept);
        scanner.Words[^1].ShouldBe(new TextSpan(2 * (WordScanner.MostKept - 1), (2 * WordScanner.MostKept) - 1));
        scanner.Count.ShouldBe(WordScanner.MostKept + 15_001);
        scanner.Characters.ShouldBe(WordScanner.MostKept + 15_003);
        scanner.Scan("two words");
        scanner.Count.ShouldBe(2);
    }

    internal static string[] Reference(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    private static string[] Scan(string text)
    {
        var scanner = new WordScanner();
        scanner.Scan(text);
        var words = new List<string>();
        foreach (var word in scanner.Words)
        {
            words.Add(word.Of(text).ToString());
        }

        return [.. words];
    }

    // An ideograph, in one unit or two; a run of kana; or a run of what is neither of these nor white nor the punctuation of the Far East.
    [GeneratedRegex("[\uD840-\uD8BF][\uDC00-\uDFFF]|[々〇\u2E80-\u2FDF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]"
        + "|[\u3041-\u30FA\u30FC-\u30FF\u31F0-\u31FF\uFF66-\uFF9F]+"
        + @"|[^\s々〇\u2E80-\u2FDF\u3000-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uD840-\uD8BF\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF9F]+")]
    private static partial Regex Word();
}
