using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Tests.Filters;

public sealed class OtherFilterTests
{
    [Theory]
    [InlineData("four", null)]
    [InlineData("one", "length.characters")]
    [InlineData("😀😀😀", "length.characters")]
    [InlineData("😀😀😀😀", null)]
    [InlineData("seven c", null)]
    [InlineData("eight ch", "length.characters")]
    [InlineData("a b c d", "length.words")]
    public void Length_CharactersAndWords_AtTheThreshold(string text, string? reason) => FilterTest.Reason(
        new FilterSpec { Length = new LengthSpec { MinCharacters = 4, MaxCharacters = 7, MinWords = 1, MaxWords = 3 } }, text).ShouldBe(reason);

    [Fact]
    public void Length_Tokens_AreCountedByWhoeverCan()
    {
        var filter = new LengthFilter(new LengthSpec { MinTokens = 3 }, new TextAnalysis(), text => text.Length);
        var record = DatasetRecord.OfText("ab");
        filter.Apply(ref record)!.Reason.ShouldBe("length.tokens");
    }

    [Theory]
    [InlineData("A Bad thing", true)]
    [InlineData("so bad!", true)]
    [InlineData("badly, Sinbad, bad2", false)]
    [InlineData("very\u00A0bad", true)]
    [InlineData("the Worst  Case, the worst case", true)]
    [InlineData("ÜBEL, sagte er", true)]
    [InlineData("Verübelt", false)]
    [InlineData("これは悪い例です", true)]
    [InlineData("C++ is here", true)]
    [InlineData("", false)]
    public void Words_Denied_AreFoundWholeAndInAnyCase(string text, bool found) => FilterTest.Reason(
        new FilterSpec { Words = new WordsSpec { Deny = ["bad", " worst case ", "übel", "悪い", "C++", ""] } }, text)
        .ShouldBe(found ? "words.denied" : null);

    [Fact]
    public void Words_Allowed_OneMustBeThere()
    {
        var filter = new FilterSpec { Words = new WordsSpec { Allow = ["cat", "dog"] } };
        FilterTest.Reason(filter, "a dog barks").ShouldBeNull();
        FilterTest.Reason(filter, "a hotdog").ShouldBe("words.noneAllowed");
    }

    [Fact]
    public void Words_OfAFile_AreItsLines()
    {
        using var folder = new TempFolder();
        var path = folder.Write("words.txt", "\uFEFFbad\r\n\r\n worse \n");
        var filter = new FilterSpec { Words = new WordsSpec { DenyFile = path, Deny = ["worst"] } };
        foreach (var word in new[] { "bad", "worse", "worst" })
        {
            FilterTest.Reason(filter, $"a {word} thing").ShouldBe("words.denied");
        }

        FilterTest.Reason(filter, "a good thing").ShouldBeNull();
    }

    [Fact]
    public void Sample_Rate_IsTheShareThatStays()
    {
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(number => $"text {number}")];
        var kept = Kept(texts, 0.25, seed: 0);
        kept.Length.ShouldBeInRange(4_750, 5_250);
        Kept(texts, 0.25, seed: 0).ShouldBe(kept);
        Kept(texts, 0.5, seed: 0).ShouldBeSubsetOf(texts);
        kept.ShouldBeSubsetOf(Kept(texts, 0.5, seed: 0)); // A larger share has the smaller one within it.
        Kept(texts, 0.25, seed: 1).Intersect(kept).Count().ShouldBeInRange(1_100, 1_400); // Another seed: a quarter of a quarter.
        Kept(texts, 1, seed: 0).Length.ShouldBe(texts.Length);
        Kept(texts, 0, seed: 0).ShouldBeEmpty();
    }

    [Fact]
    public void Sample_AGivenText_HasTheSameFateOnEveryMachine() =>
        Kept(["a", "b", "c", "d", "e", "f", "g", "h"], 0.5, seed: 7).ShouldBe(["a", "b", "e", "g"]);

    [Fact]
    public void Create_Filters_KeepTheirOrderAndAskForOthersFirst()
    {
        var language = new SampleFilter(new SampleSpec());
        var steps = FilterSteps.Create(
            [new() { C4 = new() }, new() { Language = new() }, new() { GopherQuality = new() }],
            new JobResources(File.OpenRead),
            filter => filter.Language is null ? null : language);
        steps.Select(step => step.Name).ShouldBe(["c4", "sample", "gopherQuality"]);
        steps[1].ShouldBeSameAs(language);
    }

    private static string[] Kept(string[] texts, double rate, long seed)
    {
        var filter = new SampleFilter(new SampleSpec { Rate = rate, Seed = seed });
        return [.. texts.Where(text =>
        {
            var record = DatasetRecord.OfText(text);
            return filter.Apply(ref record) is null;
        })];
    }
}
