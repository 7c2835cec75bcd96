using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Parquet;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Writing;

public sealed class ReadBackTests : IDisposable
{
    // Whatever is awkward in one of the formats; each text is one JSON line of the input.
    private static readonly string[] Texts =
    [
        "plain", "comma, quote \" and 'single'", "two\nlines\n\nand a blank one", "tab\tand back\\slash", "é 漢字 😀 \u0001 \u001f \u007f",
        "\u2028 and \u2029 and \u0085", "\"", "  spaces around  ", "null", "\\N", "1e5", "{\"json\":true}", "\uFEFFmark",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("jsonl", "none", "part-00000.jsonl")]
    [InlineData("jsonl", "gzip", "part-00000.jsonl.gz")]
    [InlineData("jsonl", "zstd", "part-00000.jsonl.zst")]
    [InlineData("csv", "none", "part-00000.csv")]
    [InlineData("csv", "gzip", "part-00000.csv.gz")]
    [InlineData("csv", "zstd", "part-00000.csv.zst")]
    [InlineData("parquet", "auto", "part-00000.parquet")]
    [InlineData("parquet", "none", "part-00000.parquet")]
    [InlineData("parquet", "gzip", "part-00000.parquet")]
    public async Task Write_AwkwardTexts_DuckDbReadsThemBack(string format, string compression, string name)
    {
        await WriteAsync(Texts, format, compression);
        var path = _folder[$"out/{name}"];
        var table = format switch
        {
            "csv" => $"read_csv('{path}', header = true, all_varchar = true, nullstr = ['no text is null'])",
            "jsonl" => $"read_json('{path}', format = 'newline_delimited', columns = {{id: 'VARCHAR', text: 'VARCHAR', source: 'VARCHAR', row: 'BIGINT'}})",
            _ => $"read_parquet('{path}')",
        };
        var rows = Query(table);
        rows.Select(row => row.Text).ShouldBe(Texts);
        rows.Select(row => row.File).Distinct().ShouldBe(["in.jsonl"]);
        rows.Select(row => row.Row).ShouldBe(Enumerable.Range(1, Texts.Length).Select(row => (long)row));
        rows.ShouldAllBe(row => row.Id.Length == 32);
    }

    [Fact]
    public async Task Jsonl_Text_StandsUnescaped()
    {
        await WriteAsync(["é 漢字 😀 <&'>"], "jsonl", "none");
        (await File.ReadAllTextAsync(_folder["out/part-00000.jsonl"], TestContext.Current.CancellationToken)).ShouldContain("\"text\":\"é 漢字 😀 <&'>\"");
    }

    [Fact]
    public async Task Csv_Records_AreAsRfc4180HasThem()
    {
        await WriteAsync(["a \"b\"\nc,d"], "csv", "gzip");
        await using var file = File.OpenRead(_folder["out/part-00000.csv.gz"]);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        var content = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        content.ShouldMatch("\\Atext,id,source,row\r\n\"a \"\"b\"\"\nc,d\",\"[0-9a-f]{32}\",\"in.jsonl\",1\r\n\\z");
    }

    [Fact]
    public async Task Parquet_RowGroups_AreBoundedAndNoColumnIsNullable()
    {
        var limits = new RunLimits { RowGroupRows = 4, RowGroupBytes = 64 * 1024 };
        var texts = Enumerable.Range(0, 10).Select(number => $"short {number}").Append(new string('x', 100_000)).Append("last").ToArray();
        await WriteAsync(texts, "parquet", "auto", limits: limits);
        await using var reader = await ParquetReader.CreateAsync(
            _folder["out/part-00000.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        reader.RowGroups.Select(group => group.RowCount).ShouldBe([4, 4, 3, 1]);
        reader.Schema.DataFields.ShouldAllBe(field => !field.IsNullable);
        reader.Metadata!.RowGroups.SelectMany(group => group.Columns)
            .ShouldAllBe(column => column.MetaData!.Codec == Parquet.Meta.CompressionCodec.ZSTD);
        Query($"read_parquet('{_folder["out/part-00000.parquet"]}')").Select(row => row.Text).ShouldBe(texts);
    }

    [Fact]
    public async Task Write_ParquetWhereUtf16AndUtf8SortOtherwise_ReadersFindEveryText()
    {
        string[] texts = ["\uFF01full", "\U0001F600 hi", "plain"];
        await WriteAsync(texts, "parquet", "auto");
        foreach (var text in texts)
        {
            Query($"read_parquet('{_folder["out/part-00000.parquet"]}') WHERE text = '{text}'").ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Write_ParquetOfLongTexts_HoldsEachOnce()
    {
        // Not to be compressed, so that a second copy would show.
        var random = new Random(1);
        var texts = Enumerable.Range(0, 4).Select(_ => new string([.. Enumerable.Range(0, 200_000).Select(_ => (char)random.Next('!', '~'))]));
        var report = await WriteAsync([.. texts], "parquet", "none", limits: new RunLimits { RowGroupBytes = 300_000 });
        report.Outputs.ShouldHaveSingleItem().Bytes.ShouldBeInRange(800_000, 820_000);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Write_MoreThanOneFileTakes_GoesOnInTheNext(string format)
    {
        var texts = Enumerable.Range(0, 20).Select(number => $"{number} {new string('x', 1000)}").ToArray();
        var report = await WriteAsync(texts, format, "auto", ", maxFileSize: 4Ki");
        report.Outputs.Select(output => output.Name).ShouldBe(Enumerable.Range(0, 7).Select(part => $"part-{part:d5}.{format}"));
        report.Outputs.Select(output => output.Records).ShouldBe([3L, 3, 3, 3, 3, 3, 2]);
        report.Outputs.ShouldAllBe(output => output.Bytes == new FileInfo(_folder[$"out/{output.Name}"]).Length);
        var read = format switch { "csv" => "read_csv", "jsonl" => "read_json", _ => "read_parquet" };
        Query($"{read}('{_folder["out"]}/part-*.{format}')").Select(row => row.Text).ShouldBe(texts);
    }

    [Theory]
    [InlineData("jsonl", "read_json('{0}', columns = {{id: 'VARCHAR', text: 'VARCHAR', source: 'VARCHAR', row: 'BIGINT'}})")]
    [InlineData("csv", "read_csv('{0}', header = true)")]
    [InlineData("parquet", "read_parquet('{0}')")]
    public async Task Write_NoRecord_LeavesOneFileThatReadsAsEmpty(string format, string table)
    {
        var report = await WriteAsync(["  "], format, "auto");
        report.Records.Written.ShouldBe(0);
        Query(string.Format(null, table, _folder[$"out/part-00000.{format}"])).ShouldBeEmpty();
    }

    private async Task<DatasetReport> WriteAsync(
        string[] texts, string format, string compression, string rest = "", RunLimits? limits = null)
    {
        var lines = texts.Select(text => System.Text.Json.JsonSerializer.Serialize(new { text }));
        _folder.Write("in.jsonl", string.Join('\n', lines));
        return await Job.RunAsync(
            _folder,
            Job.Yaml("{uri: in.jsonl}", $"{{uri: out, format: {format}, compression: {compression}{rest}}}", texts == Texts || format == "csv" ? "clean: {whitespace: none, controls: false, invisible: false}" : ""),
            limits);
    }

    private static List<(string Id, string Text, string File, long Row)> Query(string table)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT id, text, source, CAST(row AS BIGINT) FROM {table} ORDER BY 4";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string, string, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
        }

        return rows;
    }
}
