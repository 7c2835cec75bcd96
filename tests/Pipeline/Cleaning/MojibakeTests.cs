using System.Text;
using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class MojibakeTests
{
    /// <summary>Sentences that were read rightly, in the languages of the world; some of them with what is easily taken for mojibake.</summary>
    public static TheoryData<string> Sentences => new(
        "“Don’t,” she said — it’s 5 °C outside, and the ticket costs £3.50 or €4…",
        "Le garçon a mangé une crêpe à l’école ; « voilà », dit-il, « c’est déjà l’été ».",
        "IL ÉTAIT UNE FOIS AU CAFÉ… « LE CAFÉ », DIT-IL, « À CÔTÉ DE L’HÔTEL ».",
        "Prix négocié\u00A0: 30\u00A0€, soit l’unité\u00A0€ ; il a pensé\u00A0» et rêvé\u00A0!",
        "Die Straße ist groß“, sagte er – „schöne Grüße aus Köln“! Maß\u00ADnahme, Fuß“.",
        "ÄRGER IM BÜRO: „ÖKO“, „ÄÖÜ“ und das „ß“; die Größe Ü» und Ö«.",
        "El niño comió piñas mañana; ¿dónde está el pingüino? ¡Qué bueno! ESPAÑA, AÑO»",
        "Amanhã, a manhã da irmã: NÃO, AMANHÃ, IRMÃ. “AMANHÃ”, «MANHÃ», MAÇÃ…",
        "Perché no? È così, città e virtù. “È” è un verbo; PERCHÉ… LIBERTÀ»",
        "Smörgåsbord på sjön; 1,5 Å lång, ÅÄÖ. ”Å” är en bokstav. 1.5 Å±0.1",
        "Hyvää päivää, tänään on kylmä sää. Äiti meni ulos. ”Ä”",
        "Blåbærsyltetøy på brød: Ærlig talt, ØYA. «Å», sa han. Ø±0,1 mm",
        "Það er gott að vera á Íslandi. Þetta er ÍSLAND, ÐÞÆÖ.",
        "Zażółć gęślą jaźń. ŁÓDŹ, „ŚLĄSK” i „ŻÓŁĆ”.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. PŘÍŠERNÝ ÚŽASNÝ TÝŽ DÉŽ, „MÁŠ“",
        "Árvíztűrő tükörfúrógép. Ő ÍGY SZÓLT: „JÓ”, „Ú” és „É…”",
        "Înainte și după; țara noastră, Ștefan. ÎNCĂ „Â” și „Ă”.",
        "Pijamalı hasta yağız şoföre çabucak güvendi. İSTANBUL “ÇOK” güzel. KÂĞIT",
        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία: «αλφα» — 5 μm.",
        "Съешь же ещё этих мягких французских булок. Рёбра, Россия: «СССР», Рєк… в “лесу”. Сёмга, РФ, СЃ",
        "Чуєш їх, доцю, га? Кумедна ж ти, прощайся без ґольфів! Сім’я, Рік.",
        "Љубазни фењерџија чађавог лица хоће да ми покаже штос. Ђорђе",
        "ראה קליפה, «שלום» — 5 ₪.",
        "نص حكيم له سر قاطع وذو شأن عظيم، مكتوب على ثوب أخضر؟",
        "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण।",
        "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า",
        "Tiếng Việt: Nguyễn đã uống phở ở Huế, “Ấ” và “Ư”.",
        "色は匂へど散りぬるを。「こんにちは」、価格は￥500です。",
        "视野无限广，窗外有蓝天。“你好”，他说……",
        "다람쥐 헌 쳇바퀴에 타고파. “안녕”",
        "Smile 😀 and wave 👋🏽 — © 2024 ACME®, H₂O, x² ± ½, ½×¼, 3×½… naïve Ç",
        "The letters Ã, Â and Ð; “Ã”, ‘Â’; «Ã».");

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Mend_TextThatWasReadRightly_ReturnsTheSameObject(string text) => Mojibake.Mend(text).ShouldBeSameAs(text);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Mend_ReadAsWindows1252OnceAndTwice_GivesTheTextBack(string text)
    {
        Mojibake.Mend(Misread(text)).ShouldBe(text);
        Mojibake.Mend(Misread(Misread(text))).ShouldBe(text);
    }

    [Theory]
    [InlineData("donâ€™t", "don’t")]
    [InlineData("cafÃ©", "café")]
    [InlineData("Â© 2020 ACMEÂ®", "© 2020 ACME®")]
    [InlineData("voilÃ\u00A0 tout", "voilà tout")]
    [InlineData("ðŸ˜€", "😀")]
    [InlineData("siÄ™ kaÅ‚", "się kał")]
    [InlineData("ï»¿text", "\uFEFFtext")]
    [InlineData("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет")]
    [InlineData("Ð² Ð»ÐµÑ\u0081Ñƒ Ð¸ Ñ\u008F", "в лесу и я")]
    [InlineData("РїСЂРёРІРµС‚ Рё СЏ", "привет и я")]
    [InlineData("Itâ\u0080\u0099s read as Latin-1", "It’s read as Latin-1")]
    [InlineData("ÃƒÂ© twice, Ã¢â‚¬â„¢", "é twice, ’")]
    [InlineData("déjà vu and cafÃ© in one", "déjà vu and café in one")]
    public void Mend_Misread_IsMended(string text, string mended) => Mojibake.Mend(text).ShouldBe(mended);

    [Theory]
    [InlineData("it\u0092s \u0093so\u0094\u0085", "it’s “so”…")]
    [InlineData("line\u0085line", "line\u0085line")]
    [InlineData("lost \uFFFD stays", "lost \uFFFD stays")]
    public void Mend_ControlsOfC1_AreReadAsWindows1252(string text, string mended) => Mojibake.Mend(text).ShouldBe(mended);

    private static string Misread(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => octet is >= 0x80 and < 0xA0 ? Mojibake.Windows1252[octet - 0x80] : (char)octet));
}
