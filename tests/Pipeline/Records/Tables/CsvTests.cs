using System.Text;
using System.Text.Json;
using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Tables;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Tables;

public sealed class CsvTests : IDisposable
{
    private const string Bad = RejectReasons.MalformedRow;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id,text\n1,one\n2,two", "1:one@2 2:two@3")]
    [InlineData("\uFEFFid,text\r\n1,one\r\n\r\n2,two\r\n", "1:one@2 2:two@4")]
    [InlineData("id,text\r1,one\r2,two\r", "1:one@2 2:two@3")]
    [InlineData("id,text\n1,\"a, \"\"b\"\"\"\n2,\"\"\n", "1:a, \"b\"@2 2:@3")]
    [InlineData("id,text\n1,\"two\r\nlines\"\n2,x\n", "1:two\r\nlines@2 2:x@4")]
    [InlineData("id,text\n1,5\" disk\n2,it's \"so\"\n", "1:5\" disk@2 2:it's \"so\"@3")]
    [InlineData("id,text\n1,\"he said \"hi\" to me\"\n2,x\n", "1:he said \"hi\" to me@2 2:x@3")]
    [InlineData("id,text\n1,tab\\\ttoo\n", "1:tab\\\ttoo@2")]
    [InlineData("sep=;\nid;text\n1;a,b\n", "1:a,b@3")]
    [InlineData("SEP=|\r\nid|text\r\n1|a\r\n", "1:a@3")]
    [InlineData("id;text\n1;3,14\n2;2,71\n", "1:3,14@2 2:2,71@3")]
    [InlineData("id\ttext\n1\ta,b,c\n2\tx\n", "1:a,b,c@2 2:x@3")]
    [InlineData("id|text\n1|a,b\n2|x\n", "1:a,b@2 2:x@3")]
    [InlineData("id,text\n1,one,,\n", "1:one@2")]
    public async Task Read_WhatToolsWrite_GivesEachRowAtItsLine(string table, string rows) =>
        string.Join(' ', (await ReadAsync(table)).Select(read =>
        {
            var row = JsonDocument.Parse(read.Value!).RootElement;
            return $"{row.GetProperty("id")}:{row.GetProperty("text")}@{read.Row}";
        })).ShouldBe(rows);

    /// <summary>Failure 11: a row with a mistake must not take the rest with it.</summary>
    [Theory]
    [InlineData("id,text\n1\n2,two\n", "2 3+")]
    [InlineData("id,text\n1,a,b\n2,two\n", "2 3+")]
    [InlineData("id,text\n1,\"not closed\n2,two\n3,\"three\"\n4,four\n", "2 3+ 4+ 5+")]
    [InlineData("id,text\n1,\"not closed\n2,two\n", "2 3+")]
    [InlineData("id,text\n1,\"a\" b\n\"2\",two\n", "2 3+")]
    [InlineData("id,text\r\n1,\"open\r\n\"2\",\"two\"\r\n3,x\r\n", "2 3+ 4+")]
    public async Task Failure11_MalformedRow_IsRejectedWithItsLineAndTheRestGoesOn(string table, string rows) =>
        string.Join(' ', (await ReadAsync(table)).Select(read => read.Reason is null ? $"{read.Row}+" : $"{read.Row}{(read.Reason == Bad ? "" : read.Reason)}"))
            .ShouldBe(rows);

    [Fact]
    public async Task Failure11_BytesThatAreNotUtf8_RejectTheirRowAlone() =>
        (await ReadAsync([.. "id,text\n1,a"u8, 0xff, .. "\n2,b\n"u8])).Select(read => (read.Row, read.Reason))
            .ShouldBe([(2, RejectReasons.InvalidUtf8), (3, null)]);

    [Fact]
    public async Task Failure4_RowOverTheLimit_IsRejectedAndTheRestGoesOn()
    {
        var reads = await ReadAsync(Encoding.UTF8.GetBytes($"id,text\n1,{new string('x', 3_000_000)}\n2,\"{new string('y', 3_000_000)}\"\n3,z\n"), limit: 1000);
        reads.Select(read => (read.Row, read.Reason)).ShouldBe([(2, RejectReasons.TooLarge), (3, RejectReasons.TooLarge), (4, null)]);
    }

    [Fact]
    public async Task Failure4_QuoteThatIsNeverClosed_CostsOneLineAndBoundedMemory()
    {
        var rows = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{number},some text\n"));
        var reads = await ReadAsync(Encoding.UTF8.GetBytes($"id,text\n0,\"open\n{rows}"), limit: 100_000);
        reads.Count.ShouldBe(200_001);
        reads.Where(read => read.Reason is not null).ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    [Theory]
    [InlineData("a,a,,b \n1,2,3,4\n", """{"a":"1","a_2":"2","column3":"3","b":"4"}""")]
    [InlineData("\"say \"\"a\"\"\",\"b\nc\"\n1,2\n", null)]
    [InlineData("1,2\n3,4\n", """{"column1":"1","column2":"2"}""")]
    [InlineData("a,b\n\"\u0001\t\\\",x\n", """{"a":"\u0001\t\\","b":"x"}""")]
    public async Task Read_Header_NamesEachColumnOnce(string table, string? first)
    {
        var read = (await ReadAsync(table))[0];
        if (first is not null)
        {
            read.Value.ShouldBe(first);
        }

        JsonDocument.Parse(read.Value!);
    }

    [Theory]
    [InlineData("a,b\n1,\"x, y\"\n2,\"z, w\"\n", ',', true, true)]
    [InlineData("name\tsays\nAnn\t\"hi\" there\nBob\t\"no\n", '\t', false, true)]
    [InlineData("0.5;1\n0.7;2\n", ';', true, false)]
    [InlineData("text\nThe first.\n", ',', true, true)]
    [InlineData("The first sentence is data.\nThe second.\n", ',', true, false)]
    public void DialectOf_FirstRows_TellTheDialect(string table, char delimiter, bool quoted, bool header)
    {
        var format = delimiter == '\t' ? SourceFormat.Tsv : SourceFormat.Csv;
        CsvSniffer.DialectOf(Encoding.UTF8.GetBytes(table), format).ShouldBe(new CsvDialect(delimiter, quoted, header));
    }

    [Fact]
    public Task Read_WhatWasQuotedByTheRule_GivesItBack()
    {
        var cell = Choice.Of("", "a", " b ", "c,d", "e\"f", "\"", "\n", "g\r\nh", "ä\u6f22", "\\", "\t", ";", "\"\"", "x,\"y\",z", "\n\"q\" r");
        return Gen.Select(cell, cell, cell).List[1, 30].SampleAsync(async rows =>
        {
            var text = "one,two,three\r\n" + string.Concat(rows.Select(row => string.Join(',', Quote(row.Item1), Quote(row.Item2), Quote(row.Item3)) + "\r\n"));
            var folder = new TempFolder();
            using var _ = folder;
            folder.Write("a.csv", text);
            var reads = await Inputs.ReadAsync(folder, "a.csv");
            reads.Select(read => JsonSerializer.Deserialize<Dictionary<string, string>>(read.Value!)!)
                .Select(row => (row["one"], row["two"], row["three"])).ShouldBe(rows, text);
        }, iter: 300, threads: 1);
    }

    private static string Quote(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Task<List<Read>> ReadAsync(string table) => ReadAsync(Encoding.UTF8.GetBytes(table));

    private Task<List<Read>> ReadAsync(byte[] table, int limit = Inputs.Limit)
    {
        _folder.Write("a.csv", table);
        return Inputs.ReadAsync(_folder, "a.csv", new SourceSpec { Encoding = SourceEncoding.Utf8 }, limit: limit);
    }
}
