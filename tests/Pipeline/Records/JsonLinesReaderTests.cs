using System.Text;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class JsonLinesReaderTests
{
    private static readonly JsonLinesReader Reader = new("text", 1024);

    [Theory]
    [InlineData("""{"text":"a" """, RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a"} x""", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"a",}""", RejectReasons.MalformedJson)]
    [InlineData("""{"other":"a"}""", RejectReasons.MissingField)]
    [InlineData("""{"inner":{"text":"a"}}""", RejectReasons.MissingField)]
    [InlineData("""{"text":"a","text":"b"}""", RejectReasons.DuplicateField)]
    [InlineData("""{"text":null}""", RejectReasons.WrongType)]
    [InlineData("""{"text":["a"],"x":{"text":"b"}}""", RejectReasons.WrongType)]
    [InlineData("""["text"]""", RejectReasons.WrongType)]
    [InlineData("42", RejectReasons.WrongType)]
    [InlineData("""{"text":"\ud83d"}""", RejectReasons.LoneSurrogate)]
    [InlineData("""{"text":"\udc00\ud83d"}""", RejectReasons.LoneSurrogate)]
    [InlineData("{\"text\":\"\0\"}", RejectReasons.MalformedJson)]
    [InlineData("""{"text":"\u0000"}""", RejectReasons.NotText)]
    public void Parse_BadLine_IsRejected(string line, string reason) => Parse(line).Rejection!.Reason.ShouldBe(reason);

    [Theory]
    [InlineData("""{"\ud800":1,"text":"fine"}""", "fine")]
    [InlineData("""{"\u0074ext":"\u00e9\ud83d\ude00"}""", "é😀")]
    public void Parse_GoodLine_GivesTheText(string line, string text) => Parse(line).Text.ShouldBe(text);

    [Fact]
    public void Parse_DeepObject_GivesTheText() =>
        Parse($"{{\"deep\":{new string('[', 1000)}{new string(']', 1000)},\"text\":\"a\"}}").Text.ShouldBe("a");

    private static ParsedRecord Parse(string line) => Reader.Parse(1, Encoding.UTF8.GetBytes(line));
}
