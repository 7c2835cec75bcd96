using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tests.Filters;

public sealed class C4Tests
{
    private static readonly C4Spec Lines = new() { MinSentences = 0 };

    [Fact]
    public void Apply_Prose_StaysAsItIs()
    {
        var record = DatasetRecord.OfText(FilterTest.Prose);
        var (drop, after) = FilterTest.Apply(new FilterSpec { C4 = new C4Spec() }, record);
        drop.ShouldBeNull();
        after.ShouldBeSameAs(record);
    }

    [Theory]
    [InlineData("three words here", true)]
    [InlineData("two words", false)]
    [InlineData("one two three four five six seven eight nine ten", true)]
    [InlineData("a-very-long-word-of-more-than-thirty-two-characters and-another", false)]
    [InlineData("Please turn on JavaScript now", false)]
    [InlineData("Read our Privacy Policy and more", false)]
    [InlineData("We use cookies here", false)]
    [InlineData("No punctuation at the end", true)]
    public void Apply_Line_StaysOrGoes(string line, bool stays) => Left(Lines, line).ShouldBe(stays);

    [Fact]
    public void Apply_LongWord_AtTheThreshold()
    {
        Left(Lines, $"two words {new string('x', 1000)}").ShouldBeTrue();
        Left(Lines, $"two words {new string('x', 1001)}").ShouldBeFalse();
        Left(Lines with { MaxWordLength = 10 }, $"two words {new string('x', 11)}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("It ends well.", true)]
    [InlineData("“It ends well!”", true)]
    [InlineData("It has no end", false)]
    [InlineData("It goes on...", false)]
    public void Apply_TerminalPunctuation_IsAskedForWhenTheJobSaysSo(string line, bool stays) =>
        Left(Lines with { TerminalPunctuation = true }, line).ShouldBe(stays);

    [Fact]
    public void Apply_SwitchesOff_LeaveTheLines()
    {
        var spec = Lines with { MinWordsPerLine = 0, Javascript = false, Policy = false, CurlyBracket = false, LoremIpsum = false };
        Left(spec, "javascript").ShouldBeTrue();
        Left(spec, "privacy policy").ShouldBeTrue();
        Left(spec, "lorem ipsum {}").ShouldBeTrue();
    }

    [Fact]
    public void Apply_LinesThatGo_LeaveParagraphsApartAndAreCounted()
    {
        var step = Pipeline.Filters.FilterSteps.Create([new FilterSpec { C4 = Lines }], new JobResources(File.OpenRead))[0];
        var record = DatasetRecord.OfText("Menu\n\nThe first paragraph.\n  Its second line.\n\nShare\n\nThe second paragraph.\n\nEnd");

        step.Apply(ref record).ShouldBeNull();

        record.Content.ShouldBe("The first paragraph.\n  Its second line.\n\nThe second paragraph.");
        var counts = new Dictionary<string, long>();
        step.AddCounts(counts);
        counts.ShouldBe(new Dictionary<string, long> { ["c4.lines"] = 3 });
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(4, "c4.sentences")]
    public void Apply_Sentences_AtTheThreshold(int sentences, string? reason) => FilterTest.Reason(
        new FilterSpec { C4 = new C4Spec() }, string.Concat(Enumerable.Repeat("This is a sentence. ", sentences))).ShouldBe(reason);

    [Theory]
    [InlineData("It says Lorem Ipsum here.", "c4.loremIpsum")]
    [InlineData("It is code { here }.", "c4.curlyBracket")]
    [InlineData("Nothing here", "c4.noLines")]
    public void Apply_Record_IsDropped(string text, string reason) => FilterTest.Reason(new FilterSpec { C4 = Lines }, text).ShouldBe(reason);

    [Fact]
    public void Apply_Conversation_KeepsItsLinesAndIsJudgedAsAWhole()
    {
        var chat = new DatasetRecord(
            RecordKind.Messages, [new(PartKind.Message, ChatRole.User, "Hi"), new(PartKind.Message, ChatRole.Assistant, "Hello\nYes")]);
        var (drop, after) = FilterTest.Apply(new FilterSpec { C4 = new C4Spec { MinSentences = 3 } }, chat);
        drop.ShouldBeNull();
        after.ShouldBeSameAs(chat);
        FilterTest.Apply(new FilterSpec { C4 = new C4Spec { MinSentences = 4 } }, chat).Drop!.Reason.ShouldBe("c4.sentences");
    }

    private static bool Left(C4Spec spec, string line)
    {
        var (drop, record) = FilterTest.Apply(new FilterSpec { C4 = spec }, $"This line stays always.\n{line}\nAnd so does this.");
        drop.ShouldBeNull();
        return record.Content.Contains(line, StringComparison.Ordinal);
    }
}
