using System.Globalization;
using System.IO.Compression;
using System.Text;
using Text2Llm.Pipeline.Inspecting;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Tests.Inspecting;

public sealed class InspectionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("chat.jsonl", """{"messages":[{"role":"user","content":"Hi?"},{"role":"assistant","content":"Hello, number #."}]}""", "kind: messages")]
    [InlineData("alpaca.jsonl", """{"instruction":"Add # and 1.","output":"The sum of # and 1."}""", "kind: instruction")]
    [InlineData("dpo.jsonl", """{"prompt":"Number #?","chosen":"Yes, it is #.","rejected":"No, never #."}""", "kind: preference")]
    [InlineData("odd name: é #.jsonl", """{"nr":"#","the \"story\"":"A longer text with the number # in it."}""", """text: "the \"story\"" """)]
    [InlineData("lines.jsonl", """{"text":"A text with the number # in it."}""", "kind: text")]
    public async Task ProposedJob_OfEachKind_RunsAndWritesEveryRecord(string name, string record, string expected)
    {
        _folder.Write(name, Lines(record, 50));
        var job = ProposedJob.Of(await InspectAsync(name), _folder.Path);
        job.ShouldContain(expected.TrimEnd());
        var report = await Job.RunAsync(_folder, job.Replace("fuzzy: {}", "", StringComparison.Ordinal));
        report.Records.Read.ShouldBe(50);
        report.Records.Written.ShouldBe(50);
    }

    [Fact]
    public async Task ProposedJob_OfSeveralFilesAndAnotherFolder_FindsThem()
    {
        _folder.Write("a b.txt", "One text.");
        _folder.Write("more/c.txt", "Another text.");
        Directory.CreateDirectory(_folder["jobs"]);
        var job = ProposedJob.Of(await InspectAsync("a b.txt", "more"), _folder["jobs"]);
        var plan = await DatasetPlan.MakeAsync(Job.Parse(job, _folder["jobs"]), RunPlaces.Local, TestContext.Current.CancellationToken);
        plan.SourceFiles.ShouldBe(2);
        plan.OutputPath.ShouldBe(_folder["jobs/a-b-dataset"]);
    }

    [Fact]
    public async Task Inspect_Table_TellsDialectFieldsAndSamples()
    {
        _folder.Write("t.csv", "nr;text\n1;one\n2;\"a \u001b[31mlonger; one\"\n3;\n");
        var text = InspectionText.Of(await InspectAsync("t.csv"));
        text.ShouldContain("  rows         separated by semicolon, quoted, with a header\n");
        text.ShouldContain("  records      3\n");
        text.ShouldContain("t.csv, row 2:\n  one\n");
        text.Split('\n').ShouldContain(line => line.StartsWith("    text   text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inspect_FieldsOfNestedRecords_TellsTypesAbsenceAndLengths()
    {
        _folder.Write("n.jsonl", """
            {"text":"four","meta":{"stars":3},"tags":["a","b"]}
            {"text":"seventh","meta":{"stars":"many"},"tags":[]}
            {"text":"six - 6","meta":null}
            {"text":"five5"}
            """);
        var fields = (await InspectAsync("n.jsonl")).Contents[0].Fields.All;
        fields.Select(field => field.Name).ShouldBe(["text", "meta", "meta.stars", "tags"]);
        fields[2].Types.ShouldBe(new Dictionary<string, long> { ["number"] = 1, ["text"] = 1 });
        fields[3].Lengths.Max.ShouldBe(2);
        fields[0].Lengths.ShouldSatisfyAllConditions(lengths => lengths.Min.ShouldBe(4), lengths => lengths.Max.ShouldBe(7));
        fields[1].Values.ShouldBe(2);
    }

    [Theory]
    [InlineData("big.jsonl")]
    [InlineData("big.jsonl.gz")]
    public async Task Sample_OfManyRecords_CountsThemOrEstimatesTheirNumber(string name)
    {
        var random = new Random(1);
        var content = string.Concat(Enumerable.Range(0, 100_000).Select(_ => $$"""{"text":"{{random.NextInt64():x16}}{{random.NextInt64():x16}}"}""" + "\n"));
        _folder.Write(name, name.EndsWith("gz", StringComparison.Ordinal) ? TempFolder.Gzip(content) : Encoding.UTF8.GetBytes(content));
        (await InspectAsync(name)).Contents[0].Count.ShouldBe(100_000);

        var reader = new SourceReader(new SourceSpec(), new RecordsSpec(), 1024 * 1024, LocalFiles.OpenAsync);
        var file = new SourceFile(_folder[name], name, new FileInfo(_folder[name]).Length);
        var estimated = (await new ContentSampler(reader, 4_000_000).SampleAsync(file, TestContext.Current.CancellationToken)).Single();
        estimated.Count.ShouldBeNull();
        estimated.Records.Count.ShouldBe(ContentSampler.MaxRecords);
        estimated.EstimatedCount!.Value.ShouldBeInRange(75_000, 125_000);
    }

    [Fact]
    public async Task Inspect_Parquet_CountsItsRows()
    {
        _folder.Write("in.jsonl", Lines("""{"text":"A text with the number # in it."}""", 1500));
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: out, format: parquet}"));
        var file = Directory.EnumerateFiles(_folder["out"], "*.parquet").Single();
        (await InspectAsync(file)).Contents[0].Count.ShouldBe(1500);
    }

    [Fact]
    public async Task Inspect_Archive_ShowsWhatItHolds()
    {
        await using (var zip = await ZipFile.OpenAsync(_folder["a.zip"], ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            foreach (var name in new[] { "one.txt", "two.txt" })
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
                await entry.WriteAsync("Some text."u8.ToArray(), TestContext.Current.CancellationToken);
            }
        }

        var contents = (await InspectAsync("a.zip")).Contents;
        contents.Select(content => content.Name).ShouldBe(["a.zip!/one.txt", "a.zip!/two.txt"]);
        contents.ShouldAllBe(content => content.Detection!.Container == "zip" && content.Count == 1);
    }

    [Fact]
    public async Task Inspect_WhatCannotBeRead_SaysWhy()
    {
        _folder.Write("x.gz", [0x1f, 0x8b, 8, 0, 1, 2]);
        var inspection = await InspectAsync("x.gz");
        inspection.Readable.ShouldBeFalse();
        InspectionText.Of(inspection).ShouldContain("  problem      corrupt-gzip: ");
    }

    [Theory]
    [InlineData("nothing", "'nothing' stands for no file")]
    [InlineData("s3://bucket/x", "'s3://bucket/x' cannot be looked for: this program reads and writes local files only")]
    public async Task Inspect_NoFile_IsAMistake(string uri, string mistake) =>
        (await Should.ThrowAsync<FileNotFoundException>(InspectAsync(uri))).Message.ShouldStartWith(mistake);

    private Task<Inspection> InspectAsync(params string[] uris) => Inspection.OfAsync(uris, _folder.Path, NoStores.Instance, TestContext.Current.CancellationToken);

    private static string Lines(string record, int count) => string.Concat(
        Enumerable.Range(0, count).Select(number => record.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n"));
}
