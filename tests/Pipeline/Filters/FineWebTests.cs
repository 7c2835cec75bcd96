using Text2Llm.Pipeline.Jobs.Filters;

namespace Text2Llm.Pipeline.Tests.Filters;

public sealed class FineWebTests
{
    private static readonly FineWebSpec Off = new() { MinPunctuatedLines = 0, MaxShortLines = 1, MaxDuplicateLineCharacters = 1, MaxNewLinesPerWord = 1000 };

    [Fact]
    public void Apply_Prose_Stays() => Check(new FineWebSpec(), FilterTest.Prose, null);

    [Theory]
    [InlineData(3, null)] // of 25 lines: .12
    [InlineData(2, "fineWeb.punctuatedLines")]
    public void Apply_PunctuatedLines_AtTheThreshold(int ended, string? reason) => Check(
        Off with { MinPunctuatedLines = 0.12 }, string.Join('\n', Enumerable.Range(0, 25).Select(line => line < ended ? $"line {line}." : $"line {line}")), reason);

    [Theory]
    [InlineData("she said \"yes\"")]
    [InlineData("what?")]
    [InlineData("文。")]
    [InlineData("“so”")]
    [InlineData("यह एक है।")]
    public void Apply_LineThatEndsAsASentence_IsPunctuated(string line) => Check(Off with { MinPunctuatedLines = 1 }, line, null);

    [Theory]
    [InlineData(67, null)]
    [InlineData(68, "fineWeb.shortLines")]
    public void Apply_ShortLines_AtTheThreshold(int brief, string? reason) => Check(
        Off with { MaxShortLines = 0.67 },
        string.Join("\n\n", Enumerable.Range(0, 100).Select(line => new string('x', line < brief ? 30 : 31))),
        reason);

    [Theory]
    [InlineData(9_900, null)] // 100 of 10,000 characters, not counting line ends
    [InlineData(9_899, "fineWeb.duplicateLineCharacters")]
    public void Apply_DuplicateLines_AtTheThreshold(int others, string? reason) => Check(
        Off with { MaxDuplicateLineCharacters = 0.01 },
        $"{new string('x', 100)}\n{new string('x', 100)}\n{new string('y', others - 100)}",
        reason);

    [Theory]
    [InlineData(10, null)] // 3 line ends
    [InlineData(9, "fineWeb.newLines")]
    public void Apply_NewLines_AtTheThreshold(int words, string? reason) => Check(
        Off with { MaxNewLinesPerWord = 0.3 }, "a\nb\nc\n" + string.Join(' ', Enumerable.Repeat("d", words - 3)), reason);

    private static void Check(FineWebSpec spec, string text, string? reason) => FilterTest.Reason(new FilterSpec { FineWeb = spec }, text).ShouldBe(reason);
}
