using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Languages;

public sealed class LanguageFilterTests
{
    private const string English = "The bakery on the corner sells the best bread in town, and on Sundays people wait in the street.";
    private const string German = "Die Bäckerei an der Ecke verkauft das beste Brot der Stadt, und am Sonntag stehen die Leute auf der Straße.";
    private const string Code = "for (int i = 0; i < n; i++) { sum += values[i] * weights[i]; } return sum / (double)n;";

    [Theory]
    [InlineData(English, new[] { "en" }, new string[0], null)]
    [InlineData(German, new[] { "en" }, new string[0], LanguageFilter.NotAllowed)]
    [InlineData(Code, new[] { "en" }, new string[0], LanguageFilter.Uncertain)]
    [InlineData(Code, new[] { "en", "und" }, new string[0], null)]
    [InlineData(German, null, new[] { "de" }, LanguageFilter.Denied)]
    [InlineData(English, null, new[] { "de" }, null)]
    [InlineData(Code, null, new[] { "de" }, null)]
    [InlineData(Code, null, new[] { "und" }, LanguageFilter.Denied)]
    public void Apply_Language_StaysOrGoesAsTheJobSays(string text, string[]? allow, string[] deny, string? reason)
    {
        var record = DatasetRecord.OfText(text);
        var drop = Filter(new LanguageSpec { Allow = allow, Deny = deny }).Apply(ref record);
        drop?.Reason.ShouldBe(reason);
        (drop is null).ShouldBe(reason is null);
    }

    [Fact]
    public void Apply_LessSureThanAsked_IsUndetermined()
    {
        var record = DatasetRecord.OfText(English + German);
        Filter(new LanguageSpec { Allow = ["en", "de"] }).Apply(ref record)!.Reason.ShouldBe(LanguageFilter.Uncertain);
        Filter(new LanguageSpec { Allow = ["en", "de"], MinConfidence = 0.3 }).Apply(ref record).ShouldBeNull();
    }

    [Fact]
    public void AddCounts_DroppedAndKept_CountsEveryRecordByItsLanguage()
    {
        var filter = Filter(new LanguageSpec { Allow = ["en"] });
        foreach (var text in new[] { English, English, German, Code })
        {
            var record = DatasetRecord.OfText(text);
            filter.Apply(ref record);
        }

        var counts = new SortedDictionary<string, long> { ["language.en"] = 1 };
        filter.AddCounts(counts);
        counts.ShouldBe(new SortedDictionary<string, long> { ["language.de"] = 1, ["language.en"] = 3, ["language.und"] = 1 });
    }

    [Fact]
    public void Parse_LanguageThatIsNotKnown_NamesThoseThatAre()
    {
        var mistakes = Job.Mistakes(Job.Yaml("{uri: a}", "{uri: out, format: csv}", "filters: [{language: {allow: [en, xx, de], deny: [de]}}]"));
        mistakes.Count.ShouldBe(2);
        mistakes[0].Path.ShouldBe("spec.filters[0].language.allow[1]");
        mistakes[0].Message.ShouldStartWith("'xx' is no language that is told apart; use und or af, am, ar, ");
        mistakes[1].ToString().ShouldEndWith("spec.filters[0].language.deny: has de, which allow has too");
    }

    private static LanguageFilter Filter(LanguageSpec spec) => new(spec, new LanguageIdentifier());
}
