using CsCheck;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Cleaning;

/// <summary>That a cleaner, which passes over the kinds that a survey rules out, does what all kinds do one after the other.</summary>
public sealed class TextCleanerTests
{
    private static readonly CleanSpec Everything = new() { Entities = true, Boilerplate = true };

    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.OneOf(
            "a", "word ", "é", "ß", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\u0085", "\u00A0", "\u2003", "\u2028", "\u3000",
            "&amp;", "&amp;eacute;", "&", "&#8203;", "&nbsp;", "\0", "\u001B", "\u007F", "\u0080", "\u0099", "\uFDD0", "\uFFFE", "\uFFFF",
            "\u00AD", "\u200B", "\u200D", "\u200E", "\uFE0F", "\uFEFF", "\u2060", "\U000E0041", "👩\u200D🔬", "😀", "\uD83D", "\uDE00",
            "e\u0301", "\u0301", "\u212B", "\uFB01", "\u1100\u1161", "한", "か\u3099", "の", "漢", "Ж", "и\u0306", "йод",
            "Ã©", "â€™", "â€œ", "Ã ", "é»", "Ä±", "РїСЂРёРІРµС‚", "вЂ™", "вё", "Сё", "Р", "”", "–", "…",
            "Read more", "\nAccept cookies\n", "all rights reserved"),
        Gen.Char.Select(character => character.ToString()));

    private static readonly Gen<string> Texts = Pieces.List[0, 40].Select(string.Concat);

    [Fact]
    public void Clean_AnyText_DoesAsAllKindsInTheirOrder() => Texts.Sample(text => Clean(text) == Reference(text), iter: 30_000);

    [Fact]
    public void Clean_AnythingAtAnyPlaceOfALongText_DoesAsAllKindsInTheirOrder() => Gen.Select(Gen.Int[0, 70], Pieces, Pieces, Gen.Int[0, 70]).Sample(
        (before, first, second, after) =>
        {
            var text = new string('x', before) + first + second + new string('y', after);
            return Clean(text) == Reference(text);
        },
        iter: 30_000);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("\u0301")]
    public void Clean_EachCharacterBeforeAnother_DoesAsAllKindsInTheirOrder(string behind)
    {
        for (var character = char.MinValue; character < char.MaxValue; character++)
        {
            var text = $"e{character}{behind}";
            Clean(text).ShouldBe(Reference(text), $"U+{(int)character:X4}");
        }
    }

    [Fact]
    public void Clean_MisreadLeadsBeforeEachCharacter_DoesAsAllKindsInTheirOrder()
    {
        foreach (var lead in "ÂÃÄÅÎÐâãïôРСв")
        {
            for (var character = char.MinValue; character < '\u3100'; character++)
            {
                var text = $"{lead}{character}\u00A0™";
                Clean(text).ShouldBe(Reference(text), $"{lead} U+{(int)character:X4}");
            }
        }
    }

    [Fact]
    public void Clean_NothingToClean_ReturnsTheSameObject()
    {
        var text = string.Concat(Enumerable.Repeat("Plain, déjà vu, “quoted” – привет, 漢字。\n\nA paragraph\n indented; ", 50)).Trim();
        var changes = CleanChanges.None;
        new TextCleaner(Everything with { Boilerplate = false }).Clean(text, ref changes).ShouldBeSameAs(text);
        changes.ShouldBe(CleanChanges.None);
    }

    private static (string Text, CleanChanges Changes) Clean(string text)
    {
        var changes = CleanChanges.None;
        return (new TextCleaner(Everything).Clean(text, ref changes), changes);
    }

    private static (string Text, CleanChanges Changes) Reference(string text)
    {
        var changes = CleanChanges.None;
        void Do(CleanChanges kind, Func<string, string> clean)
        {
            var cleaned = clean(text);
            changes |= ReferenceEquals(cleaned, text) ? CleanChanges.None : kind;
            text = cleaned;
        }

        Do(CleanChanges.Mojibake, Mojibake.Mend);
        Do(CleanChanges.Entities, HtmlEntities.Decode);
        Do(CleanChanges.Controls, ControlCharacters.Remove);
        Do(CleanChanges.Invisible, InvisibleCharacters.Remove);
        Do(CleanChanges.Unicode, Nfc.Of);
        Do(CleanChanges.Boilerplate, BoilerplateLines.Remove);
        Do(CleanChanges.Whitespace, WhitespaceFolding.Fold);
        return (text, changes);
    }
}
