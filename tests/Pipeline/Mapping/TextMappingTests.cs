using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Mapping;

public sealed class TextMappingTests
{
    private static readonly RecordsSpec Named = new() { Fields = new RecordFields { Text = "text" } };

    [Theory]
    [InlineData("""{"text":"a" """, RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a"} x""", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a",}""", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a","n":01}""", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"\x"}""", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a","b":[1,}""", RejectReasons.MalformedJson)]
    [InlineData("{\"text\":\"tab\tin it\"}", RejectReasons.MalformedJson)]
    [InlineData("{\"text\":\"\0\"}", RejectReasons.MalformedJson)]
    [InlineData("""{"other":"a"}""", RejectReasons.MissingField)]
    [InlineData("{}", RejectReasons.MissingField)]
    [InlineData("""{"inner":{"text":"a"}}""", RejectReasons.MissingField)]
    [InlineData("""{"text":"a","text":"b"}""", RejectReasons.DuplicateField)]
    [InlineData("""{"text":null}""", RejectReasons.WrongType)]
    [InlineData("""{"text":["a"],"x":{"text":"b"}}""", RejectReasons.WrongType)]
    [InlineData("""["text"]""", RejectReasons.WrongType)]
    [InlineData("42", RejectReasons.WrongType)]
    [InlineData("""{"text":"\ud83d"}""", RejectReasons.LoneSurrogate)]
    [InlineData("""{"text":"\udc00\ud83d"}""", RejectReasons.LoneSurrogate)]
    [InlineData("""{"text":"\ud83d\n"}""", RejectReasons.LoneSurrogate)]
    [InlineData("""{"text":"\u0000"}""", RejectReasons.NotText)]
    public void Map_BadLine_IsRejected(string line, string reason) => Mapped.Rejection(line, Named).Reason.ShouldBe(reason);

    [Fact]
    public void Map_MalformedLine_SaysWhere() =>
        Mapped.Rejection("""{"text":"a" "b":1}""", Named).Detail.ShouldStartWith("column 13: '\"' is invalid after a value");

    [Fact]
    public void Map_InvalidUtf8_IsRejectedWithItsPlace()
    {
        byte[] line = [.. "{\"text\":\"a"u8, 0xe9, .. "\"}"u8];
        new RecordMapper(Named, Mapped.Layout(Named)).TryMap(ParsedRecord.OfFields(1, line), out _, out var rejection).ShouldBeFalse();
        rejection.ShouldBe(new Rejection(RejectReasons.InvalidUtf8, "the byte 0xe9 at offset 10 of the record is not UTF-8"));
    }

    [Theory]
    [InlineData("""{"\ud800":1,"text":"fine"}""", "fine")]
    [InlineData("""{"\u0074ext":"\u00e9\ud83d\ude00"}""", "é😀")]
    [InlineData("""{"text":"\"\\\/\b\f\n\r\t\u00E9\uD83D\uDE00\u6f22 end"}""", "\"\\/\b\f\n\r\té😀漢 end")]
    [InlineData(" { \"a\" : [1, {\"text\":2}] , \"text\" : \"x\" , \"b\" : -1.5e3 , \"c\" : null } \r", "x")]
    [InlineData("""{"other":"\ud800","text":"fine"}""", "fine")]
    [InlineData("""{"text":""}""", "")]
    public void Map_Line_GivesTheText(string line, string text) => Mapped.Record(line, Named).Content.ShouldBe(text);

    [Fact]
    public void Map_DeepObject_IsRead() => Mapped.Record($"{{\"deep\":{new string('[', 1000)}{new string(']', 1000)},\"text\":\"a\"}}", Named).Content.ShouldBe("a");

    [Theory]
    [InlineData("""{"content":"c","body":"b"}""", "c")]
    [InlineData("""{"body":"b","text":"t"}""", "t")]
    [InlineData("""{"text":null,"body":"b"}""", "b")]
    public void Map_UsualNames_TheFirstThatSaysSomethingIsTaken(string line, string text) => Mapped.Record(line).Content.ShouldBe(text);

    [Theory]
    [InlineData("""{"meta":{"a":1,"body":"deep"}}""", "deep")]
    [InlineData("""{"meta.body":"flat"}""", "flat")]
    public void Map_Path_LeadsIntoObjects(string line, string text) =>
        Mapped.Record(line, new RecordsSpec { Fields = new RecordFields { Text = "meta.body" } }).Content.ShouldBe(text);

    [Fact]
    public void Map_Keep_StandsAsItWas()
    {
        var spec = new RecordsSpec { Keep = ["url", "meta", "meta.score", "nothing", "é"] };
        Mapped.Record("""{"url":"\u0061","text":"t","meta":{"score":1.50,"x":[]},"é":null,"other":1}""", spec).Extra
            .ShouldBe("""{"url":"\u0061","meta":{"score":1.50,"x":[]},"meta.score":1.50}""");
    }

    [Fact]
    public void Map_PlainTextWithMetadata_KeepsWhatIsAskedFor()
    {
        var spec = new RecordsSpec { Keep = ["title"] };
        var input = new ParsedRecord(1, "body", null, Encoding.UTF8.GetBytes("""{"title":"T","date":1}"""));
        new RecordMapper(spec, RecordLayout.PlainText).TryMap(input, out var record, out _).ShouldBeTrue();
        (record!.Content, record.Extra).ShouldBe(("body", """{"title":"T"}"""));
    }

    [Fact]
    public void Map_OneRecordAfterAnother_NothingIsLeftOfTheLast()
    {
        var spec = new RecordsSpec { Fields = new RecordFields { Text = "text" }, Keep = ["a"] };
        var mapper = new RecordMapper(spec, Mapped.Layout(spec));
        mapper.TryMap(Mapped.Input("""{"text":"one","a":1}"""), out _, out _).ShouldBeTrue();
        mapper.TryMap(Mapped.Input("""{"text":1}"""), out _, out _).ShouldBeFalse();
        mapper.TryMap(Mapped.Input("""{"a":2}"""), out _, out var rejection).ShouldBeFalse();
        rejection!.Reason.ShouldBe(RejectReasons.MissingField);
        mapper.TryMap(Mapped.Input("""{"text":"two"}"""), out var record, out _).ShouldBeTrue();
        (record!.Content, record.Extra).ShouldBe(("two", null));
    }
}
