using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.PersonalData;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tests.PersonalData;

public sealed class PersonalDataStepTests
{
    private const PersonalDataRule Mask = PersonalDataRule.Mask;

    private static readonly PersonalDataSpec MaskAll =
        new() { Email = Mask, Phone = Mask, Ip = Mask, Card = Mask, Iban = Mask, Ssn = Mask, Secret = Mask };

    [Fact]
    public void Apply_EveryKind_GetsItsPlaceholderAndIsCounted()
    {
        var (record, drop, counts) = Apply(MaskAll, DatasetRecord.OfText(
            "a@example.com, b@example.com, +14155552671, 93.184.216.34, 4111 1111 1111 1111, DE89370400440532013000, 219-09-9998, sk-"
            + "Zx81kQ0Lw93mVb27Ty65Rn48Pj1c2d3e4f5g6h"));

        drop.ShouldBeNull();
        record.Content.ShouldBe("<EMAIL>, <EMAIL>, <PHONE>, <IP>, <CARD>, <IBAN>, <SSN>, <SECRET>");
        counts.ShouldBe(
            new Dictionary<string, long>
            {
                ["pii.email"] = 2,
                ["pii.phone"] = 1,
                ["pii.ip"] = 1,
                ["pii.card"] = 1,
                ["pii.iban"] = 1,
                ["pii.ssn"] = 1,
                ["pii.secret"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Apply_NothingToMask_LeavesTheSameRecord()
    {
        var record = new DatasetRecord(RecordKind.Messages, [new(PartKind.Message, ChatRole.User, "hello", "{\"name\":\"x\"}")], null, "{\"id\":1}");
        Apply(MaskAll, record).Record.ShouldBeSameAs(record);
    }

    [Fact]
    public void Apply_KindThatIsLeftOut_IsNeitherMaskedNorCounted()
    {
        var (record, _, counts) = Apply(new PersonalDataSpec { Phone = Mask }, DatasetRecord.OfText("a@example.com"));
        record.Content.ShouldBe("a@example.com");
        counts.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_KeptKind_StaysAndIsCounted()
    {
        var (record, drop, counts) = Apply(new PersonalDataSpec { Email = PersonalDataRule.Keep }, DatasetRecord.OfText("a@example.com"));
        (record.Content, drop).ShouldBe(("a@example.com", null));
        counts["pii.email"].ShouldBe(1);
    }

    [Fact]
    public void Apply_KindThatDrops_SaysWhichAndNotWhat()
    {
        var drop = Apply(MaskAll with { Ssn = PersonalDataRule.Drop }, DatasetRecord.OfText("a@example.com 219-09-9998")).Drop;
        (drop?.Reason, drop?.Detail).ShouldBe(("pii.ssn", "1 found"));
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "pii.tooMany")]
    [InlineData(0, "pii.tooMany")]
    public void Apply_MoreThanAllowed_Drops(int allowed, string? reason) =>
        Apply(MaskAll with { MaxPerRecord = allowed }, DatasetRecord.OfText("a@example.com b@example.com")).Drop?.Reason.ShouldBe(reason);

    [Fact]
    public void Apply_Conversation_MasksEveryTurnAndWhatIsBesideThem()
    {
        var (record, _, counts) = Apply(MaskAll, new DatasetRecord(
            RecordKind.Messages,
            [
                new(PartKind.Message, ChatRole.User, "I am a@example.com"),
                new(PartKind.Message, ChatRole.Assistant, "", """{"tool_calls":[{"function":{"name":"mail","arguments":"{\"to\": \"b@example.com\"}"}}]}"""),
            ],
            null,
            """{"source": "c@example.com", "n": 4111111111111111}"""));

        record.Parts[0].Text.ShouldBe("I am <EMAIL>");
        record.Parts[1].Extra.ShouldBe("""{"tool_calls":[{"function":{"name":"mail","arguments":"{\"to\": \"<EMAIL>\"}"}}]}""");
        record.Extra.ShouldBe("""{"source": "<EMAIL>", "n": 4111111111111111}""");
        record.Content.ShouldStartWith("I am <EMAIL>");
        counts["pii.email"].ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"phone": "2125550177"}""", """{"phone": "<PHONE>"}""")]
    [InlineData("""{"api_key": "q8Zx81kQ0Lw93mVb"}""", """{"api_key": "<SECRET>"}""")]
    [InlineData("""{"args": "{\"phone\": 2125550177}"}""", """{"args": "{\"phone\": 2125550177}"}""")]
    [InlineData("""["\u0061@example.com", "é\n\"a@example.com\""]""", """["<EMAIL>", "é\n\"<EMAIL>\""]""")]
    [InlineData("""{"a@example.com": "x"}""", """{"a@example.com": "x"}""")]
    [InlineData("""{"x": "{ no JSON, a@example.com"}""", """{"x": "{ no JSON, <EMAIL>"}""")]
    [InlineData("""{"x": "\ud800 a@example.com"}""", """{"x": "\ud800 a@example.com"}""")]
    public void Apply_JsonBeside_StaysJson(string json, string masked)
    {
        var record = Apply(MaskAll, new DatasetRecord(RecordKind.Text, [new(PartKind.Text, ChatRole.None, "")], null, json)).Record;
        record.Extra.ShouldBe(masked);
        Should.NotThrow(() => JsonDocument.Parse(record.Extra!).Dispose());
    }

    [Fact]
    public void Apply_MaskedText_IsNotMaskedAgain()
    {
        foreach (var (text, _) in LabelledTexts.All.Concat(SecretSamples.All))
        {
            var once = Apply(MaskAll, DatasetRecord.OfText(text)).Record;
            Apply(MaskAll, once).Record.Content.ShouldBe(once.Content);
        }
    }

    [Theory]
    [InlineData("@")]
    [InlineData("a@a.")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("+1-")]
    [InlineData("2001:")]
    [InlineData("DE89 ")]
    [InlineData("eyJ.")]
    [InlineData("token=")]
    [InlineData("://a:b@")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    public void Apply_HostileText_IsGoneThroughOnce(string piece)
    {
        // A search that began anew at each of these would take hours.
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Apply(MaskAll, DatasetRecord.OfText(text)).Record.Content.Length.ShouldBeGreaterThan(0);
    }

    private static (DatasetRecord Record, Drop? Drop, Dictionary<string, long> Counts) Apply(PersonalDataSpec spec, DatasetRecord record)
    {
        var step = new PersonalDataStep(spec);
        var drop = step.Apply(ref record);
        var counts = new Dictionary<string, long>();
        step.AddCounts(counts);
        return (record, drop, counts);
    }
}
