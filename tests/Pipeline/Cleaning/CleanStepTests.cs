using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class CleanStepTests
{
    private static readonly CleanSpec All = new() { Entities = true, Boilerplate = true };

    [Fact]
    public void Apply_EverySwitch_IsCountedOnceForARecord()
    {
        var step = new CleanStep(All);
        var record = new DatasetRecord(
            RecordKind.Messages,
            [
                new RecordPart(PartKind.Message, ChatRole.User, "cafÃ© &amp; \u0001 \u200B e\u0301\nRead more\n  x"),
                new RecordPart(PartKind.Message, ChatRole.Assistant, "cafÃ©"),
            ],
            Extra: "{}");

        step.Apply(ref record).ShouldBeNull();

        record.Parts.Select(part => part.Text).ShouldBe(["café & é\n x", "café"]);
        record.Extra.ShouldBe("{}");
        record.Content.ShouldBe("café & é\n x\n\ncafé");
        Counts(step).ShouldBe(new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["clean.mojibake"] = 1,
            ["clean.entities"] = 1,
            ["clean.controls"] = 1,
            ["clean.invisible"] = 1,
            ["clean.unicode"] = 1,
            ["clean.boilerplate"] = 1,
            ["clean.whitespace"] = 1,
        });
    }

    [Fact]
    public void Apply_EverySwitchOff_LeavesTheRecord()
    {
        var step = new CleanStep(new CleanSpec
        {
            Mojibake = false,
            Controls = false,
            Invisible = false,
            Unicode = UnicodeForm.None,
            Whitespace = WhitespaceRule.None,
        });
        var record = DatasetRecord.OfText("cafÃ© &amp; \u0001 \u200B e\u0301\nRead more\n  x");
        var before = record;

        step.Apply(ref record).ShouldBeNull();

        record.ShouldBeSameAs(before);
        Counts(step).Values.ShouldAllBe(count => count == 0);
    }

    [Theory]
    [InlineData("Clean already: naïve, 中文, привет, 😀.")]
    [InlineData("Plain prose of one line and\n\nanother paragraph.")]
    public void Apply_CleanText_LeavesTheRecord(string text)
    {
        var record = DatasetRecord.OfText(text);
        var before = record;
        new CleanStep(All).Apply(ref record).ShouldBeNull();
        record.ShouldBeSameAs(before);
    }

    [Fact]
    public void Apply_NothingLeft_DropsTheRecord()
    {
        var text = DatasetRecord.OfText("\u200B \n");
        new CleanStep(All).Apply(ref text)!.Reason.ShouldBe("empty");
    }

    [Fact]
    public void Apply_NothingLeftOfATurn_LeavesItToTheRulesOfConversations()
    {
        var record = new DatasetRecord(RecordKind.Messages, [new(PartKind.Message, ChatRole.User, "Hi"), new(PartKind.Message, ChatRole.Assistant, "\u200B")]);
        new CleanStep(All).Apply(ref record).ShouldBeNull();
        record.Parts.Select(part => part.Text).ShouldBe(["Hi", ""]);
    }

    [Fact]
    public void Apply_TurnThatWasEmptyBefore_Stays()
    {
        var record = new DatasetRecord(
            RecordKind.Messages, [new(PartKind.Message, ChatRole.User, "Hi"), new(PartKind.Message, ChatRole.Assistant, "", "{\"tool_calls\":[]}")]);
        new CleanStep(All).Apply(ref record).ShouldBeNull();
    }

    private static SortedDictionary<string, long> Counts(CleanStep step)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        step.AddCounts(counts);
        return counts;
    }
}
