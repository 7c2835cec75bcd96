using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed partial class WhitespaceFoldingTests
{
    // Mostly white space, so that its runs are long; the rest are letters, marks that combine, and a pair of surrogates.
    private static readonly Gen<string> Texts = Gen.OneOf(
        " ", "  ", "\t", "\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029", "\u00a0", "\u3000", "\u2003",
        "a", "b", "e", "\u0301", "é", "\u1100", "\u1161", "😀", "\u200b", "\uFEFF", "\uFFFE", "\uFFFF", "\uFDD0").List[0, 30].Select(string.Concat);

    [Theory]
    [InlineData("a  b\t\tc", "a b c")]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a \t\n  b", "a\n b")]
    [InlineData("a\n \n\t\n\r\n  b", "a\n\n b")]
    [InlineData("\n\n  a\u00a0\u3000b  \n\n", "a b")]
    [InlineData("one\fnext\u2028page\u2029end\u0085", "one\nnext\npage\nend")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("", "")]
    public void Fold_Runs_BecomeWhatIsDocumented(string text, string folded) => WhitespaceFolding.Fold(text).ShouldBe(folded);

    [Fact]
    public void Fold_NothingToFold_ReturnsTheSameObject()
    {
        const string Text = "a line\n indented\n\nand a paragraph";
        WhitespaceFolding.Fold(Text).ShouldBeSameAs(Text);
    }

    [Fact]
    public void Fold_AnyText_DoesAsTheRegularExpressionsSay() =>
        Texts.Sample(text => WhitespaceFolding.Fold(text) == Reference(text), iter: 20_000);

    [Fact]
    public void Fold_Twice_IsFoldOnce() => Texts.Sample(
        text => WhitespaceFolding.Fold(WhitespaceFolding.Fold(text)) == WhitespaceFolding.Fold(text), iter: 20_000);

    [Fact]
    public void Fold_AnyText_KeepsEveryOtherCharacterAndGrowsNoLineEnds() => Texts.Sample(
        text =>
        {
            var folded = WhitespaceFolding.Fold(text);
            return White().Replace(folded, "") == White().Replace(text, "")
                && folded.Count(character => character == '\n') <= White().Matches(text).Sum(run => run.Length)
                && folded.Length <= text.Length;
        },
        iter: 20_000);

    [Fact]
    public void Clean_AnyText_IsNfcAndCleanAgain() => Texts.Sample(
        text =>
        {
            var cleaner = new TextCleaner(new CleanSpec());
            var clean = cleaner.Clean(text);
            return clean.Split('\uFFFE').All(run => run.IsNormalized(NormalizationForm.FormC)) && cleaner.Clean(clean) == clean;
        },
        iter: 20_000);

    [Fact]
    public void Clean_NoncharacterThatTheRuntimeRefuses_StaysAndTheRestIsNormalised() =>
        new TextCleaner(new CleanSpec { Controls = false }).Clean("e\u0301\uFFFEe\u0301\uFFFE\u0301").ShouldBe("\u00e9\uFFFE\u00e9\uFFFE\u0301");

    [Fact]
    public void Clean_Nothing_LeavesTheTextAlone()
    {
        const string Text = " e\u0301 \r\n";
        new TextCleaner(new CleanSpec { Unicode = UnicodeForm.None, Whitespace = WhitespaceRule.None }).Clean(Text).ShouldBeSameAs(Text);
    }

    [Fact]
    public void Fold_LongTextsWithOneThingToFold_DoesAsTheRegularExpressionsSay() => Gen.Select(Gen.Int[0, 70], Gen.Int[0, 70], Texts).Sample(
        (before, after, text) =>
        {
            // Words before and after, so that what is folded stands at every place of a block of sixteen characters.
            var whole = string.Concat(Enumerable.Repeat("ab c", before))[..before] + text + string.Concat(Enumerable.Repeat("d\nef ", after))[..after];
            return WhitespaceFolding.Fold(whole) == Reference(whole);
        },
        iter: 20_000);

    private static string Reference(string text)
    {
        text = LineEnd().Replace(text, "\n");
        text = Spaces().Replace(text, " ");
        text = text.Replace(" \n", "\n", StringComparison.Ordinal);
        text = Blank().Replace(text, "\n\n");
        return text.Trim(' ', '\n');
    }

    [GeneratedRegex("\r\n|[\r\v\f\u0085\u2028\u2029]")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"[\t\p{Zs}]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[\t\n\r\v\f\u0085\u2028\u2029\p{Zs}]+")]
    private static partial Regex White();
}
