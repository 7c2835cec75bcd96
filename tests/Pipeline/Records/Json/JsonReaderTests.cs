using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Json;

public sealed class JsonReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""[{"a":1},{"b":"]}\"{"}]""", """{"a":1}|{"b":"]}\"{"}""")]
    [InlineData("[\n  {\"a\": [1, {\"x\": \"\\\\\"}]},\r\n  {\"b\": 2}\n]\n", """{"a": [1, {"x": "\\"}]}|{"b": 2}""")]
    [InlineData("[]", "")]
    [InlineData("{\n \"a\": 1\n}\n{\n \"b\": 2\n}", "{\n \"a\": 1\n}|{\n \"b\": 2\n}")]
    [InlineData("""{"version":"1","meta":{"x":[{}]},"data":[{"a":1},{"b":2}],"more":[{"c":3}]}""", """{"a":1}|{"b":2}""")]
    [InlineData("[{\"a\":1}]\n[{\"b\":2}]", """{"a":1}|{"b":2}""")]
    [InlineData("""["text", 12, null, {"a":1}]""", "\"text\"|12|null|{\"a\":1}")]
    public async Task Read_AnyLayout_GivesEachElement(string json, string elements) =>
        string.Join('|', (await ReadAsync(json)).Select(read => read.Value)).ShouldBe(elements);

    [Fact]
    public async Task Read_ObjectWithMessages_IsARecordAndNoEnvelope() =>
        (await ReadAsync("{\n\"messages\":[{\"role\":\"user\"}]}")).ShouldHaveSingleItem().Value.ShouldBe("{\n\"messages\":[{\"role\":\"user\"}]}");

    [Fact]
    public async Task Read_ElementsAcrossTheWindow_AreWhole()
    {
        var elements = Enumerable.Range(0, 50).Select(number => $"{{\"n\":{number},\"text\":\"{new string('x', 100_000)}\\\"\"}}").ToList();
        (await ReadAsync($"[{string.Join(",\n", elements)}]")).Select(read => read.Value).ShouldBe(elements);
    }

    /// <summary>Failure 4: one long record blows up memory.</summary>
    [Fact]
    public async Task Failure4_ElementOverTheLimit_IsRejectedAndTheRestGoesOn()
    {
        var reads = await ReadAsync($"[{{\"a\":\"{new string('x', 5_000_000)}\"}},{{\"b\":2}}]", limit: 1000);
        reads.Select(read => (read.Row, read.Value, read.Reason)).ShouldBe([(1, null, RejectReasons.TooLarge), (2, """{"b":2}""", null)]);
    }

    /// <summary>Failure 11: a malformed record must not take the rest with it.</summary>
    [Fact]
    public async Task Failure11_QuoteThatIsMissing_RejectsThatElementAlone()
    {
        var reads = await ReadAsync("[\n  {\"a\": \"one},\n  {\"a\": \"two\"},\n  {\"a\": \"three\"}\n]");
        reads.Select(read => (read.Row, read.Value, read.Reason)).ShouldBe(
            [(1, null, RejectReasons.MalformedJson), (2, "{\"a\": \"two\"}", null), (3, "{\"a\": \"three\"}", null)]);
    }

    [Fact]
    public async Task Failure11_BytesThatAreNotUtf8_RejectTheirElementAlone()
    {
        var reads = await ReadAsync([.. "[{\"a\":\""u8, 0xff, .. "\"},{\"b\":2}]"u8]);
        reads.Select(read => read.Reason).ShouldBe([RejectReasons.InvalidUtf8, null]);
    }

    [Theory]
    [InlineData("""[{"a":1},{"b":2}""", 2)]
    [InlineData("""[{"a":1},{"b":""", 1)]
    [InlineData("""[{"a":1},{"b":2},""", 2)]
    public async Task Read_CutOff_TellsSoAndKeepsWhatCameBefore(string json, int before)
    {
        var reads = await ReadAsync(json);
        reads.Count.ShouldBe(before + 1);
        (reads[^1].Row, reads[^1].Reason).ShouldBe((0, RejectReasons.MalformedJson));
    }

    private Task<List<Read>> ReadAsync(string json, int limit = Inputs.Limit) => ReadAsync(Encoding.UTF8.GetBytes(json), limit);

    private Task<List<Read>> ReadAsync(byte[] json, int limit = Inputs.Limit)
    {
        _folder.Write("a.json", json);
        return Inputs.ReadAsync(_folder, "a.json", new SourceSpec { Format = SourceFormat.Json, Encoding = SourceEncoding.Utf8 }, limit: limit);
    }
}
