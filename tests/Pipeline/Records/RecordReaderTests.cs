using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class RecordReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Jsonl_MarkCrlfBlankLinesAndNoLastLineEnd_ReadsEachObjectAtItsLine() =>
        (await ReadAsync("\uFEFF{\"text\":\"one\"}\r\n\r\n  \n{\"text\":\"two\"}"u8.ToArray(), SourceFormat.Jsonl))
            .ShouldBe([(1, "one", null), (4, "two", null)]);

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
    public async Task Jsonl_BadLine_IsRejectedAndTheRestGoesOn(string line, string reason) =>
        (await ReadAsync(Encoding.UTF8.GetBytes($"{line}\n{{\"text\":\"good\"}}\n"), SourceFormat.Jsonl))
            .ShouldBe([(1, null, reason), (2, "good", null)]);

    [Fact]
    public async Task Jsonl_InvalidUtf8_IsRejectedAndTheRestGoesOn() =>
        (await ReadAsync([.. "{\"text\":\"a"u8, 0xe9, .. "\"}\n{\"text\":\"good\"}\n"u8], SourceFormat.Jsonl))
            .ShouldBe([(1, null, RejectReasons.InvalidUtf8), (2, "good", null)]);

    [Fact]
    public async Task Jsonl_ZeroCharacter_RejectsThatLineAlone() =>
        (await ReadAsync("{\"text\":\"one\"}\n{\"text\":\"\0\"}\n{\"text\":\"\\u0000\"}\n{\"text\":\"two\"}"u8.ToArray(), SourceFormat.Jsonl))
            .ShouldBe([(1, "one", null), (2, null, RejectReasons.MalformedJson), (3, null, RejectReasons.NotText), (4, "two", null)]);

    [Fact]
    public async Task Jsonl_HalfASurrogatePairInAnotherFieldsName_IsNoMatter() =>
        (await ReadAsync("""{"\ud800":1,"text":"fine"}"""u8.ToArray(), SourceFormat.Jsonl)).ShouldBe([(1, "fine", null)]);

    [Fact]
    public async Task Jsonl_EscapedFieldName_IsTheField() =>
        (await ReadAsync("""{"\u0074ext":"\u00e9\ud83d\ude00"}"""u8.ToArray(), SourceFormat.Jsonl)).ShouldBe([(1, "é😀", null)]);

    [Fact]
    public async Task Jsonl_DeepObject_IsRead() =>
        (await ReadAsync(Encoding.UTF8.GetBytes($"{{\"deep\":{new string('[', 1000)}{new string(']', 1000)},\"text\":\"a\"}}"), SourceFormat.Jsonl))
            .ShouldBe([(1, "a", null)]);

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task Jsonl_LineOverTheLimit_IsRejectedWithoutTheRest(int limit)
    {
        var content = $"{{\"text\":\"{new string('x', 2 * limit)}\"}}\n{{\"a\":1}}\n";
        (await ReadAsync(Encoding.UTF8.GetBytes(content), SourceFormat.Jsonl, limits: limit))
            .ShouldBe([(1, null, RejectReasons.TooLarge), (2, null, RejectReasons.MissingField)]);
    }

    [Fact]
    public async Task Jsonl_LastLineOverTheLimitWithoutLineEnd_IsOneReject() =>
        (await ReadAsync(Encoding.UTF8.GetBytes("{}\n" + new string('x', 900_000)), SourceFormat.Jsonl, limits: 1000))
            .ShouldBe([(1, null, RejectReasons.MissingField), (2, null, RejectReasons.TooLarge)]);

    [Fact]
    public async Task Line_InvalidUtf8InTheMiddle_RejectsThatLineAlone() =>
        (await ReadAsync([.. "one\ntw"u8, 0xc3, .. "\n\nth\u0301ree"u8], SourceFormat.Text, TextUnit.Line))
            .ShouldBe([(1, "one", null), (2, null, RejectReasons.InvalidUtf8), (4, "th\u0301ree", null)]);

    [Fact]
    public async Task Paragraph_RunsOfLines_AreRecordsAtTheirFirstLine() =>
        (await ReadAsync("\n\none\r\ntwo\n \t\nthree\n\n\n"u8.ToArray(), SourceFormat.Text, TextUnit.Paragraph))
            .ShouldBe([(3, "one\ntwo", null), (6, "three", null)]);

    [Fact]
    public async Task Paragraph_OverTheLimit_RejectsThatParagraphAlone() =>
        (await ReadAsync("12345\n67890\n\nshort\n"u8.ToArray(), SourceFormat.Text, TextUnit.Paragraph, limits: 8))
            .ShouldBe([(1, null, RejectReasons.TooLarge), (4, "short", null)]);

    [Fact]
    public async Task Document_LargerThanTheWindow_IsReadWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{number}\n"));
        (await ReadAsync(Encoding.UTF8.GetBytes(text), SourceFormat.Text)).ShouldBe([(1, text, null)]);
    }

    [Fact]
    public async Task Document_OverTheLimit_IsRejected() =>
        (await ReadAsync(new byte[20].Select(_ => (byte)'x').ToArray(), SourceFormat.Text, limits: 19)).ShouldBe([(1, null, RejectReasons.TooLarge)]);

    [Fact]
    public async Task Document_ZeroCharacterPastTheHead_IsRejected() =>
        (await ReadAsync([.. Encoding.ASCII.GetBytes(new string('x', 400_000)), 0], SourceFormat.Text)).ShouldBe([(1, null, RejectReasons.NotText)]);

    [Fact]
    public async Task Document_EmptyFile_IsAnEmptyRecord() => (await ReadAsync([], SourceFormat.Text)).ShouldBe([(1, "", null)]);

    private async Task<List<(long Row, string? Text, string? Reason)>> ReadAsync(
        byte[] content, SourceFormat format, TextUnit? unit = null, int limits = 64 * 1024 * 1024)
    {
        var path = _folder.Write("input", content);
        var opener = new SourceOpener(new SourceSpec { Format = format }, new RecordsSpec { Unit = unit }, new ReadMeter());
        await using var source = await opener.OpenAsync(new SourceFile(path, "input", content.Length), TestContext.Current.CancellationToken);
        var records = new List<(long, string?, string?)>();
        await foreach (var record in RecordReader.For(format, new RecordsSpec { Unit = unit }, limits)
            .ReadAsync(source.Bytes, TestContext.Current.CancellationToken))
        {
            records.Add((record.Row, record.Text, record.Rejection?.Reason));
        }

        return records;
    }
}
