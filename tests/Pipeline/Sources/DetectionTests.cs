using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Sources.Compression;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class DetectionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "anything", SourceFormat.Jsonl)]
    [InlineData("a.NDJSON.gz", "anything", SourceFormat.Jsonl)]
    [InlineData("a.txt", "{\"text\":1}\n", SourceFormat.Text)]
    [InlineData("a", " \n{\"text\":1}\r\nmore", SourceFormat.Jsonl)]
    [InlineData("a", "{\"text\":1", SourceFormat.Text)]
    [InlineData("a", "{\"text\":\n[1", SourceFormat.Json)]
    [InlineData("a", "{curly} text", SourceFormat.Text)]
    [InlineData("a", "[INFO] a log line", SourceFormat.Text)]
    [InlineData("a", "[{\"a\":1},", SourceFormat.Json)]
    [InlineData("a", "[]", SourceFormat.Json)]
    [InlineData("a", "", SourceFormat.Text)]
    [InlineData("a.json", "{\"a\":1}\n{\"a\":2}\n", SourceFormat.Jsonl)]
    [InlineData("a.json", "{\"a\":1}", SourceFormat.Jsonl)]
    [InlineData("a.json", "{\n \"a\":1\n}", SourceFormat.Json)]
    [InlineData("a.json", "[{\"a\":1}]", SourceFormat.Json)]
    [InlineData("a.json", "{\"data\":[{\"a\":1}]}", SourceFormat.Json)]
    [InlineData("a.json", "{\"messages\":[{\"a\":1}]}", SourceFormat.Jsonl)]
    [InlineData("a.csv.zst", "a,b\n", SourceFormat.Csv)]
    [InlineData("a.tsv", "a\tb\n", SourceFormat.Tsv)]
    [InlineData("a.md", "# Title", SourceFormat.Markdown)]
    [InlineData("a.htm", "text", SourceFormat.Html)]
    [InlineData("a", "\n<!DOCTYPE HTML><p>", SourceFormat.Html)]
    [InlineData("a", "id,name,text\n1,a,x\n2,b,y\n3,c,z\n", SourceFormat.Csv)]
    [InlineData("a", "id\ttext\n1\tx\n2\ty\n3\tz\n", SourceFormat.Tsv)]
    [InlineData("a", "Roses are red, my dear\nviolets blue, I hear\nand so on, and on\nto the end, alone\n", SourceFormat.Text)]
    public void Of_NameAndContent_TellTheFormat(string name, string content, SourceFormat format) =>
        FormatSniffer.Of(CompressionSniffer.BareName(name), Encoding.UTF8.GetBytes(content), null).Format.ShouldBe(format);

    [Fact]
    public void Of_PartOfAMarkdownFile_IsText() => FormatSniffer.Of("a.md", "# Title"u8, TextUnit.Paragraph).Format.ShouldBe(SourceFormat.Text);

    [Theory]
    [InlineData("%PDF-1.7\n", "Pdf")]
    [InlineData("ARROW1\0\0....", "Arrow")]
    [InlineData("PAR1\u0015....PAR1", "Parquet")]
    public async Task Detect_BinaryFormat_ByItsFirstBytesWhateverItsName(string content, string format)
    {
        _folder.Write("a.txt", content);
        var bytes = new SourceBytes(new FileInput(File.OpenRead(_folder["a.txt"]), new ReadMeter()), null);
        await using var _ = bytes;
        await bytes.PeekAsync(100, TestContext.Current.CancellationToken);
        (await BinarySniffer.FormatOfAsync(bytes, TestContext.Current.CancellationToken)).ShouldBe(Enum.Parse<SourceFormat>(format));
    }

    [Fact]
    public async Task Detect_CompressedTableInAnotherEncoding_SaysAllThatWasFoundAndWhy()
    {
        var table = "Name;Größe\r\nMüller;3,5\r\nJäger;4\r\n";
        _folder.Write("plain", Encoding.Latin1.GetBytes(table));
        await Inputs.ShellAsync(_folder, "mkdir x; zstd -q plain -o x/a.csv.zst; tar -cf a.tar x/a.csv.zst");
        var found = await Inputs.DetectAsync(_folder, "a.tar");
        (found.Format, found.Compression, found.Encoding, found.Container).ShouldBe(
            (SourceFormat.Csv, SourceCompression.Zstd, SourceEncoding.Windows1252, "tar"));
        found.Dialect!.ToString().ShouldBe("separated by semicolon, quoted, with a header");
        found.FormatWhy.ShouldBe("named .csv");
        (await Inputs.ReadAsync(_folder, "a.tar"))[0].Value.ShouldBe("""{"Name":"Müller","Größe":"3,5"}""");
    }

    [Fact]
    public async Task Read_MeterCountsWhatIsReadOfTheFileAndBehindItsCompression()
    {
        _folder.Write("a.jsonl.gz", TempFolder.Gzip(string.Concat(Enumerable.Repeat("{\"text\":\"a\"}\n", 1000))));
        var meter = new ReadMeter();
        await foreach (var content in Inputs.Reader().ReadAsync(
            Inputs.FileOf(_folder, "a.jsonl.gz"), SourceSlice.Whole, meter, TestContext.Current.CancellationToken))
        {
            await content.ReadAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);
        }

        (meter.FileBytes, meter.ContentBytes).ShouldBe((new FileInfo(_folder["a.jsonl.gz"]).Length, 13_000));
    }

    [Fact]
    public async Task Read_FormatThatTheJobSays_IsTakenAtItsWord()
    {
        _folder.Write("a.csv", "[{\"a\":1}]");
        (await Inputs.ReadAsync(_folder, "a.csv", new SourceSpec { Format = SourceFormat.Json })).ShouldHaveSingleItem().Value.ShouldBe("{\"a\":1}");
        (await Inputs.ReadAsync(_folder, "a.csv", new SourceSpec { Format = SourceFormat.Pdf })).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.NotText);
    }
}
