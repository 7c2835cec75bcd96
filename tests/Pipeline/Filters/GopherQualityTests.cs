using CsCheck;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Tests.Text;

namespace Text2Llm.Pipeline.Tests.Filters;

public sealed class GopherQualityTests
{
    private static readonly FilterSpec Defaults = new() { GopherQuality = new GopherQualitySpec() };

    private static readonly Gen<string> Texts = Gen.OneOf(
        "the ", "The, ", "\"be\" ", "to ", "of\n", "AND ", "that ", "have ", "with ", "word ", "longer-word ", "x ", "12 ", "# ", "## ", "... ", "… ",
        "*** ", "\n", "\n- ", "\n• ", "...\n", "…\n", "中文 ", "привет ", "\U0001D400 ").List[1, 120].Select(string.Concat);

    [Fact]
    public void Apply_Prose_Stays() => FilterTest.Reason(Defaults, FilterTest.Prose).ShouldBeNull();

    [Theory]
    [InlineData(50, null)]
    [InlineData(49, "gopherQuality.words")]
    [InlineData(100_000, null)]
    [InlineData(100_001, "gopherQuality.words")]
    public void Apply_Words_AtTheThreshold(int words, string? reason) => Check(Words(words), reason);

    [Theory]
    [InlineData(0, "gopherQuality.meanWordLength")] // 4 * 3 + 46 * 2 = 104 characters, a mean of 2.08
    [InlineData(45, "gopherQuality.meanWordLength")] // 149: 2.98
    [InlineData(46, null)] // 150: 3
    public void Apply_ShortWords_AtTheThreshold(int threes, string? reason) =>
        Check(string.Join(' ', ["the", "and", "the", "and", .. Enumerable.Range(0, 46).Select(i => i < threes ? "abc" : "ab")]), reason);

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "gopherQuality.meanWordLength")]
    public void Apply_LongWords_AtTheThreshold(int length, string? reason) => Check(
        string.Join(' ', [.. Enumerable.Repeat("the", 1), new string('x', 10 + 7), .. Enumerable.Repeat("and", 1), new string('x', 10 + 7),
            .. Enumerable.Repeat(new string('y', 10), 50), new string('z', length)]),
        reason);

    [Theory]
    [InlineData('#', 10, null)]
    [InlineData('#', 11, "gopherQuality.hashes")]
    [InlineData('…', 10, null)]
    [InlineData('…', 11, "gopherQuality.ellipses")]
    public void Apply_Symbols_AtTheThreshold(char symbol, int times, string? reason) => Check(Words(99) + $" {new string(symbol, times)}d.", reason);

    [Fact]
    public void Apply_EllipsesOfThreeDots_AreCountedToo()
    {
        Check(Words(100).Replace("word ", "word... ", StringComparison.Ordinal), "gopherQuality.ellipses");
        Check(Words(99) + $" {string.Concat(Enumerable.Repeat("...", 10))}d.", null);
    }

    [Theory]
    [InlineData("- ", 9, null)]
    [InlineData("• ", 10, "gopherQuality.bulletLines")]
    [InlineData("* ", 10, "gopherQuality.bulletLines")]
    public void Apply_Bullets_AtTheThreshold(string bullet, int times, string? reason) =>
        Check(Lines(10, (line, number) => number < times ? bullet + line : line), reason);

    [Theory]
    [InlineData("...", 3, null)]
    [InlineData("...", 4, "gopherQuality.ellipsisLines")]
    [InlineData("… ", 4, "gopherQuality.ellipsisLines")]
    public void Apply_EllipsisLines_AtTheThreshold(string ellipsis, int times, string? reason) =>
        Check(Lines(10, (line, number) => number < times ? line + ellipsis : line), reason);

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "gopherQuality.alphabeticWords")]
    public void Apply_WordsWithoutALetter_AtTheThreshold(int numbers, string? reason) =>
        Check(Words(100 - numbers) + string.Concat(Enumerable.Repeat(" 1234", numbers)), reason);

    [Theory]
    [InlineData("word word", "gopherQuality.stopWords")]
    [InlineData("the the", "gopherQuality.stopWords")]
    [InlineData("The \"OF\"", null)]
    [InlineData("with, (that)", null)]
    [InlineData("theme bed", "gopherQuality.stopWords")]
    public void Apply_StopWords_AtTheThreshold(string words, string? reason) => Check(words + string.Concat(Enumerable.Repeat(" word", 60)), reason);

    [Fact]
    public void Apply_OtherThresholds_AreThoseOfTheJob()
    {
        FilterTest.Reason(new FilterSpec { GopherQuality = new GopherQualitySpec { MinWords = 1, MinStopWords = 0 } }, "hello there").ShouldBeNull();
        FilterTest.Reason(new FilterSpec { GopherQuality = new GopherQualitySpec { MinWords = 1, MinStopWords = 1 } }, "hello there")
            .ShouldBe("gopherQuality.stopWords");
    }

    [Fact]
    public void Apply_AnyText_DoesAsThePlainImplementation()
    {
        var spec = new GopherQualitySpec { MinWords = 10, MinMeanWordLength = 2, MaxMeanWordLength = 5, MaxBulletLines = 0.4 };
        Texts.Sample(text => FilterTest.Reason(new FilterSpec { GopherQuality = spec }, text) == Reference(text, spec), iter: 10_000);
    }

    private static void Check(string text, string? reason) => FilterTest.Reason(Defaults, text).ShouldBe(reason);

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => (i % 10) switch { 0 => "the", 5 => "and", _ => "word" }));

    private static string Lines(int count, Func<string, int, string> change) =>
        string.Join("\n\n", Enumerable.Range(0, count).Select(number => change("the word and the other words stay here", number)));

    private static string? Reference(string text, GopherQualitySpec spec)
    {
        string[] words = WordScannerTests.Reference(text);
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string[] stops = ["the", "be", "to", "of", "and", "that", "have", "with"];
        double Of(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
        var mean = Of(words.Sum(word => word.Length), words.Length);
        return 0 switch
        {
            _ when words.Length < spec.MinWords || words.Length > spec.MaxWords => "gopherQuality.words",
            _ when mean < spec.MinMeanWordLength || mean > spec.MaxMeanWordLength => "gopherQuality.meanWordLength",
            _ when Of(text.Split('#').Length - 1, words.Length) > spec.MaxSymbolRatio => "gopherQuality.hashes",
            _ when Of(text.Split("...").Length + text.Split('…').Length - 2, words.Length) > spec.MaxSymbolRatio => "gopherQuality.ellipses",
            _ when Of(lines.Count(line => line[0] is '-' or '•' or '*'), lines.Length) > spec.MaxBulletLines => "gopherQuality.bulletLines",
            _ when Of(lines.Count(line => line.EndsWith("...", StringComparison.Ordinal) || line.EndsWith('…')), lines.Length) > spec.MaxEllipsisLines =>
                "gopherQuality.ellipsisLines",
            _ when Of(words.Count(word => word.EnumerateRunes().Any(System.Text.Rune.IsLetter)), words.Length) < spec.MinAlphabeticWords =>
                "gopherQuality.alphabeticWords",
            _ when stops.Count(stop => words.Any(word => string.Equals(word.Trim('"', ',', '.', '…', '#'), stop, StringComparison.OrdinalIgnoreCase)))
                < spec.MinStopWords => "gopherQuality.stopWords",
            _ => null,
        };
    }
}
