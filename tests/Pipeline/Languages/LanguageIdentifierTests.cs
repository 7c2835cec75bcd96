using CsCheck;
using Text2Llm.Pipeline.Languages;

namespace Text2Llm.Pipeline.Tests.Languages;

public sealed class LanguageIdentifierTests
{
    private const string German = "Die Bäckerei an der Ecke verkauft das beste Brot der Stadt, und am Sonntag stehen die Leute bis auf die Straße. ";
    private const string Finnish = "Kulman leipomo myy kaupungin parasta leipää, ja sunnuntaisin jono ulottuu kadulle asti sateellakin. ";
    private const string Greek = "Ο φούρνος στη γωνία πουλάει το καλύτερο ψωμί της πόλης, και την Κυριακή η ουρά φτάνει στον δρόμο. ";

    private readonly LanguageIdentifier _identifier = new();

    // Written for this test, so that no model has seen them; ten for a language, four where its script gives it away.
    private static readonly (string Language, string Text)[] Sentences =
        [.. File.ReadLines("Languages/sentences.txt").Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];

    [Fact]
    public void Identify_Sentences_IsRightForNearlyAll()
    {
        var wrong = Sentences
            .Select(sentence => (sentence.Language, sentence.Text, Guess: _identifier.Identify(sentence.Text)))
            .Where(sentence => sentence.Guess.Code != sentence.Language)
            .ToList();
        Sentences.Length.ShouldBeGreaterThan(300);
        wrong.Count.ShouldBeLessThanOrEqualTo(Sentences.Length / 100, string.Join('\n', wrong));
    }

    [Fact]
    public void Identify_SureOfASentence_IsHardlyEverWrong() => Sentences
        .Select(sentence => (sentence.Language, Guess: _identifier.Identify(sentence.Text)))
        .Count(sentence => sentence.Guess.Confidence >= LanguageGuess.Sure && sentence.Guess.Code != sentence.Language)
        .ShouldBeLessThanOrEqualTo(Sentences.Length / 200);

    [Fact]
    public void Identify_AllSentencesOfALanguage_IsSure()
    {
        foreach (var language in Sentences.GroupBy(sentence => sentence.Language))
        {
            var guess = _identifier.Identify(string.Join(' ', language.Select(sentence => sentence.Text)));
            guess.Code.ShouldBe(language.Key);
            guess.Confidence.ShouldBeGreaterThan(0.9f, language.Key);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("12345 67890 12345 67890")]
    [InlineData("...  !?  ---------------------")]
    [InlineData("for (int i = 0; i < n; i++) { sum += values[i] * weights[i]; } return sum / (double)n;")]
    [InlineData("def __init__(self, name=None):\n    self.name = name or 'x'\n    super().__init__()\n    self._items = {}")]
    [InlineData("3f7a9c0e51b2d84466aa0c9e1f2b3d4c 77e0a1b2c3d4e5f60718293a4b5c6d7e")]
    [InlineData("TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24sIGJ1dCBieSB0aGlzIHNpbmd1bGFy")]
    [InlineData("Molo, ndingumfundi waseYunivesithi kwaye ndithanda ukufunda iincwadi ezininzi ngolwimi lwam")]
    public void Identify_TooShortOrNoLanguage_IsNotSure(string text) => _identifier.Identify(text).Confidence.ShouldBeLessThan(LanguageGuess.Sure);

    [Fact]
    public void Identify_TextInTwoLanguages_IsOnlyHalfSure()
    {
        var text = string.Concat(Enumerable.Repeat(German, 8)) + string.Concat(Enumerable.Repeat(Finnish, 8));
        _identifier.Identify(text).Confidence.ShouldBeInRange(0.4f, 0.62f);
    }

    [Fact]
    public void Identify_TextInTwoScripts_IsAsSureAsItsShare()
    {
        var guess = _identifier.Identify(German + Greek + Greek);
        guess.Code.ShouldBe("el");
        guess.Confidence.ShouldBeInRange(0.55f, 0.75f);
    }

    [Theory]
    [InlineData("東京都の人口は約千四百万人で、日本の首都である。", "ja")]
    [InlineData("大韓民國의 首都는 서울이며 人口는 約 千萬 名에 이른다고 한다.", "ko")]
    [InlineData("人人生而自由,在尊严和权利上一律平等。カ", "zh")]
    public void Identify_ChineseSigns_AreOfTheLanguageAroundThem(string text, string language) =>
        _identifier.Identify(text).Code.ShouldBe(language);

    [Fact]
    public void Identify_LongText_LooksAtAllParts()
    {
        var lengthy = string.Concat(Enumerable.Repeat(German, 10_000));
        _identifier.Identify(lengthy).Confidence.ShouldBeGreaterThan(0.95f);
        _identifier.Identify(Finnish + Finnish + lengthy).Code.ShouldBe("de");
    }

    [Fact]
    public void Identify_AnyText_StaysWithinItsBuffers() => Gen.Char.Array[0, 3000].Sample(
        units => _identifier.Identify(units.AsSpan()).Confidence.ShouldBeInRange(0, 1));

    [Fact]
    public void Identify_LettersAndSignsByTurns_StaysWithinItsBuffers()
    {
        // Each letter is a word, and each sign a feature: the most features that a text can have.
        foreach (var pattern in new[] { "a;", "ab;", "abc;", "a;;", "abcdefgh" })
        {
            var text = string.Concat(Enumerable.Repeat(pattern, 1000));
            _identifier.Identify(text).Confidence.ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void Identify_SameTextAgain_IsTheSame()
    {
        var other = new LanguageIdentifier();
        foreach (var (_, text) in Sentences)
        {
            other.Identify(text).ShouldBe(_identifier.Identify(text));
        }
    }
}
