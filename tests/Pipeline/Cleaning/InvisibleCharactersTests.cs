using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class InvisibleCharactersTests
{
    [Theory]
    [InlineData("zero\u200Bwidth\u2060\uFEFF", "zerowidth")]
    [InlineData("soft\u00ADhyphen", "softhyphen")]
    [InlineData("\u202Eevil\u202C \u2066x\u2069 \u200Ea\u200F\u061C", "evil x a")]
    [InlineData("Auf\u200Clage lat\u200Din", "Auflage latin")]
    [InlineData("a\uFE0F b\uFE01", "a b")]
    [InlineData("tag\U000E0041\U000E0042\U000E007F", "tag")]
    [InlineData("😀\uFE0F\uFE0E\uFE01", "😀\uFE0F")]
    [InlineData("a\U000E0100", "a")]
    [InlineData("a\uFFF9b\uFFFBc", "abc")]
    public void Remove_WhatNobodySees_Goes(string text, string left) => InvisibleCharacters.Remove(text).ShouldBe(left);

    [Theory]
    [InlineData("می\u200Cخواهم")] // Persian
    [InlineData("ക്\u200D അവന്\u200D")] // Malayalam, at a word's end
    [InlineData("ภาษา\u200Bไทย")] // Thai: a word ends
    [InlineData("👩\u200D🚀 👩🏽\u200D⚕\uFE0F ❤\uFE0F\u200D🔥")]
    [InlineData("1\uFE0F\u20E3 ©\uFE0F ☎\uFE0F")]
    [InlineData("葛\U000E0100城")] // the shape of a Chinese character
    [InlineData("plain text, déjà vu")]
    public void Remove_WhatAScriptOrAnEmojiNeeds_Stays(string text) => InvisibleCharacters.Remove(text).ShouldBeSameAs(text);
}
