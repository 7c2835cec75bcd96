using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class RecordReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Jsonl_MarkCrlfBlankLinesAndNoLastLineEnd_ReadsEachLine() =>
        (await ReadAsync("\uFEFF{\"text\":\"one\"}\r\n\r\n  \n{\"text\":\"two\"}"u8.ToArray(), SourceFormat.Jsonl))
            .ShouldBe([(1, """{"text":"one"}""", null), (4, """{"text":"two"}""", null)]);

    [Fact]
    public async Task Jsonl_InvalidUtf8_IsRejectedAndTheRestGoesOn() =>
        (await ReadAsync([.. "{\"text\":\"a"u8, 0xe9, .. "\"}\n{}\n"u8], SourceFormat.Jsonl))
            .ShouldBe([(1, null, RejectReasons.InvalidUtf8), (2, "{}", null)]);

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    [InlineData(3_000_000)]
    public async Task Jsonl_LineOverTheLimit_IsRejectedWithoutTheRest(int limit) =>
        (await ReadAsync(Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', 2 * limit)}\"}}\n{{\"a\":1}}\n"), SourceFormat.Jsonl, limits: limit))
            .ShouldBe([(1, null, RejectReasons.TooLarge), (2, """{"a":1}""", null)]);

    [Fact]
    public async Task Jsonl_LastLineOverTheLimitWithoutLineEnd_IsOneReject() =>
        (await ReadAsync(Encoding.UTF8.GetBytes("{}\n" + new string('x', 900_000)), SourceFormat.Jsonl, limits: 1000))
            .ShouldBe([(1, "{}", null), (2, null, RejectReasons.TooLarge)]);

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
        (await ReadAsync([.. Encoding.ASCII.GetBytes(new string('x', 1_400_000)), 0], SourceFormat.Text)).ShouldBe([(1, null, RejectReasons.NotText)]);

    [Fact]
    public async Task Document_EmptyFile_IsAnEmptyRecord() => (await ReadAsync([], SourceFormat.Text)).ShouldBe([(1, "", null)]);

    private async Task<List<(long Row, string? Text, string? Reason)>> ReadAsync(
        byte[] content, SourceFormat format, TextUnit? unit = null, int limits = Inputs.Limit)
    {
        _folder.Write("input", content);
        var reads = await Inputs.ReadAsync(
            _folder, "input", new SourceSpec { Format = format, Encoding = SourceEncoding.Utf8 }, unit, limits);
        return [.. reads.Select(read => (read.Row, read.Value, read.Reason))];
    }
}
