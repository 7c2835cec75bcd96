using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Mapping;

public sealed class KindDetectorTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"q"}]}""";
    private const string Text = """{"text":"t"}""";

    [Theory]
    [InlineData(Text, RecordKind.Text, RecordShape.Text)]
    [InlineData("""{"content":"t","title":"x"}""", RecordKind.Text, RecordShape.Text)]
    [InlineData(Chat, RecordKind.Messages, RecordShape.Messages)]
    [InlineData("""{"conversations":[{"from":"human","value":"q"}],"text":"also"}""", RecordKind.Messages, RecordShape.ShareGpt)]
    [InlineData("""{"instruction":"i","input":"","output":"o","text":"all"}""", RecordKind.Instruction, RecordShape.Alpaca)]
    [InlineData("""{"prompt":"p","completion":"c"}""", RecordKind.Completion, RecordShape.Completion)]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":"r"}""", RecordKind.Preference, RecordShape.Preference)]
    [InlineData("""{"input":{"messages":[]},"preferred_output":[],"non_preferred_output":[]}""", RecordKind.Preference, RecordShape.Preference)]
    [InlineData("""{"prompt":"p","completion":"c","label":false}""", RecordKind.Preference, RecordShape.Unpaired)]
    public void Detect_Shape_IsTold(string line, RecordKind kind, RecordShape shape)
    {
        var layout = Mapped.Layout(new RecordsSpec(), line);
        (layout.Kind, layout.Shape).ShouldBe((kind, shape));
        layout.Evidence.ShouldEndWith("in 1 of the first 1 records");
    }

    [Fact]
    public void Detect_Mixture_TakesWhatMostAre()
    {
        var layout = Mapped.Layout(new RecordsSpec(), Text, Chat, Chat, "no json", "[1]");
        layout.Kind.ShouldBe(RecordKind.Messages);
        layout.Evidence.ShouldBe("messages with role and content in 2 of the first 3 records");
        layout.Fields.ShouldBe(new RecordFields { Messages = "messages", Role = "role", Content = "content" });
    }

    [Fact]
    public void Detect_NamedKind_LooksForNoOther() =>
        Mapped.Layout(new RecordsSpec { Kind = RecordKind.Text }, """{"text":"t","messages":[{"role":"user","content":"q"}]}""").Shape.ShouldBe(RecordShape.Text);

    [Fact]
    public void Detect_NamedField_TellsTheKind()
    {
        var layout = Mapped.Layout(new RecordsSpec { Fields = new RecordFields { Text = "story" } }, """{"prompt":"p","completion":"c","story":"s"}""");
        (layout.Kind, layout.Fields.Text).ShouldBe((RecordKind.Text, "story"));
    }

    [Fact]
    public void Detect_UnknownFields_SaysWhichThereAre() =>
        Mapped.Layout(new RecordsSpec(), """{"b":1,"a":"x"}""").Evidence.ShouldBe("nothing else is known; the records have the fields a, b, of which none fits a text");

    [Fact]
    public void Layout_WrittenAsJson_IsReadAgain()
    {
        var layout = Mapped.Layout(new RecordsSpec(), Chat);
        JsonSerializer.Deserialize<RecordLayout>(JsonSerializer.Serialize(layout)).ShouldBe(layout);
    }

    [Fact]
    public void Detect_Texts_AreTexts()
    {
        var detector = new KindDetector(new RecordsSpec());
        detector.Add(ParsedRecord.Of(1, "a text"));
        detector.Add(ParsedRecord.Rejected(2, RejectReasons.InvalidUtf8, ""));
        detector.Detect().ShouldBe(RecordLayout.PlainText);
    }

    [Fact]
    public void Detect_ListsOfTurns_AreConversational()
    {
        Mapped.Layout(new RecordsSpec(), """{"prompt":"p","chosen":[{"role":"assistant","content":"c"}],"rejected":[]}""").Conversational.ShouldBeTrue();
        Mapped.Layout(new RecordsSpec(), """{"prompt":"p","chosen":"c","rejected":"r"}""").Conversational.ShouldBeFalse();
    }
}
