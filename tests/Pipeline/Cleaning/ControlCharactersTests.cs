using CsCheck;
using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class ControlCharactersTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        "a", "é", "中", "😀", "\t", "\n", "\r", "\v", "\f", "\u0085", "\u0000", "\u0001", "\u001B", "\u007F", "\u0080", "\u009F",
        "\uD83D", "\uDE00", "\uFDD0", "\uFDEF", "\uFFFD", "\uFFFE", "\uFFFF", "\U0001FFFE", "\U0010FFFF").List[0, 40].Select(string.Concat);

    [Theory]
    [InlineData("a\0b\u001B[1mc\u007F", "ab[1mc")]
    [InlineData("a\tb\nc\rd\ve\ff\u0085g", "a\tb\nc\rd\ve\ff\u0085g")]
    [InlineData("é\u0080\u009Fé", "éé")]
    [InlineData("a\uFFFE\uFDD0\uFFFFb\U0001FFFEc", "abc")]
    public void Remove_Controls_Go(string text, string left) => ControlCharacters.Remove(text).ShouldBe(left);

    [Fact]
    public void Remove_HalfOfASurrogatePair_IsReplaced() =>
        ControlCharacters.Remove("\uD83D!\uDE00\uD83D\uDE00\uDE00").ShouldBe("\uFFFD!\uFFFD😀\uFFFD");

    [Fact]
    public void Remove_NoControls_ReturnsTheSameObject()
    {
        const string Text = "Plain, déjà vu, 中文, 😀\n";
        ControlCharacters.Remove(Text).ShouldBeSameAs(Text);
    }

    [Fact]
    public void Remove_AnyText_DoesAsRuneByRune() => Texts.Sample(text => ControlCharacters.Remove(text) == Reference(text), iter: 20_000);

    private static string Reference(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value is '\t' or '\n' or '\r' or '\v' or '\f' or 0x85
            || !(System.Text.Rune.IsControl(rune) || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)));
}
