using System.Globalization;
using DuckDB.NET.Data;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Parquet;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Parquet;

/// <summary>Reads files that DuckDB has written.</summary>
public sealed class ParquetRowReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'é\"\\'", "\"é\\\"\\\\\"")]
    [InlineData("42::BIGINT", "42")]
    [InlineData("(-7)::TINYINT", "-7")]
    [InlineData("18446744073709551615::UBIGINT", "18446744073709551615")]
    [InlineData("1.25::DOUBLE", "1.25")]
    [InlineData("0.1::FLOAT", "0.1")]
    [InlineData("'NaN'::DOUBLE", "null")]
    [InlineData("'-Infinity'::FLOAT", "null")]
    [InlineData("true", "true")]
    [InlineData("1.50::DECIMAL(10,2)", "1.50")]
    [InlineData("(-0.05)::DECIMAL(10,2)", "-0.05")]
    [InlineData("123456789012345678901234567890.5::DECIMAL(38,1)", "123456789012345678901234567890.5")]
    [InlineData("DATE '1969-12-31'", "\"1969-12-31\"")]
    [InlineData("TIMESTAMP '2024-01-02 03:04:05.123456'", "\"2024-01-02T03:04:05.123456\"")]
    [InlineData("TIMESTAMPTZ '2024-01-02 03:04:05+00'", "\"2024-01-02T03:04:05Z\"")]
    [InlineData("TIMESTAMP 'infinity'", "null")]
    [InlineData("TIMESTAMPTZ '-infinity'", "null")]
    [InlineData("DATE 'infinity'", "null")]
    [InlineData("TIME '01:02:03'", "\"01:02:03\"")]
    [InlineData("INTERVAL '1 month 2 days'", "\"P1M2DT0S\"")]
    [InlineData("'00010203-0405-0607-0809-0a0b0c0d0e0f'::UUID", "\"00010203-0405-0607-0809-0a0b0c0d0e0f\"")]
    [InlineData("'plain'::BLOB", "\"plain\"")]
    [InlineData(@"'\xFF\x00'::BLOB", "\"/wA=\"")]
    [InlineData("[1, NULL, 3]", "[1,null,3]")]
    [InlineData("[]::INT[]", "[]")]
    [InlineData("[[1,2],NULL,[]]", "[[1,2],null,[]]")]
    [InlineData("MAP {'k': 1, 'l': NULL}", """{"k":1,"l":null}""")]
    [InlineData("MAP {7: [1]}", """{"7":[1]}""")]
    [InlineData("{'x': NULL::INT, 'y': {'z': 'a'}}", """{"x":null,"y":{"z":"a"}}""")]
    [InlineData(
        "[{'role': 'user', 'content': 'hi'}, {'role': 'assistant', 'content': NULL}]",
        """[{"role":"user","content":"hi"},{"role":"assistant","content":null}]""")]
    public async Task Read_Type_IsWrittenAsJsonBetweenNulls(string sql, string json)
    {
        Write($"SELECT CASE WHEN i % 2 = 1 THEN {sql} END AS v, i FROM range(3) t(i)", "FORMAT parquet");
        (await ReadAsync()).ShouldBe([(1, """{"v":null,"i":0}"""), (2, $$"""{"v":{{json}},"i":1}"""), (3, """{"v":null,"i":2}""")]);
    }

    [Fact]
    public async Task Read_TimeOutOfReach_TakesTheTimesOfItsRowGroupAlone()
    {
        Write(
            "SELECT 'row ' || i AS text, CASE WHEN i = 3000 THEN TIMESTAMP 'infinity' ELSE TIMESTAMP '2024-01-02' END AS at FROM range(4096) t(i)",
            "FORMAT parquet, ROW_GROUP_SIZE 2048");
        var rows = await ReadAsync();
        rows.Count.ShouldBe(4096);
        rows[2047].Value.ShouldBe("""{"text":"row 2047","at":"2024-01-02T00:00:00"}""");
        rows[2048].Value.ShouldBe("""{"text":"row 2048","at":null}""");
    }

    [Theory]
    [InlineData("COMPRESSION uncompressed")]
    [InlineData("COMPRESSION snappy")]
    [InlineData("COMPRESSION gzip")]
    [InlineData("COMPRESSION zstd")]
    [InlineData("COMPRESSION brotli")]
    [InlineData("COMPRESSION lz4_raw")]
    [InlineData("COMPRESSION zstd, PARQUET_VERSION v2")]
    [InlineData("COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1, PARQUET_VERSION v2")]
    public async Task Read_CompressionsAndEncodings_GiveEveryRow(string options)
    {
        Write(
            "SELECT i, 'row ' || i AS unique_text, 'word ' || (i % 3) AS repeated, i / 7.0 AS d, CASE WHEN i % 5 > 0 THEN i END AS gaps FROM range(5000) t(i)",
            $"FORMAT parquet, {options}, ROW_GROUP_SIZE 2048");
        var rows = await ReadAsync();
        rows.Count.ShouldBe(5000);
        rows[4321].Row.ShouldBe(4322);
        rows[4321].Value.ShouldStartWith("""{"i":4321,"unique_text":"row 4321","repeated":"word 1","d":617.28571""");
        rows[4320].Value.ShouldEndWith("\"gaps\":null}");
    }

    [Fact]
    public async Task Split_SmallTarget_SlicesGiveEachRowOnce()
    {
        Write("SELECT i FROM range(10000) t(i)", "FORMAT parquet, ROW_GROUP_SIZE 2048");
        var (reader, file) = (Inputs.Reader(), Inputs.FileOf(_folder, "a.parquet"));
        var slices = await reader.SplitAsync(file, 1000, TestContext.Current.CancellationToken);
        slices.Count.ShouldBe(5);
        var reads = new List<Read>();
        var lines = 0L;
        foreach (var slice in slices)
        {
            var from = reads.Count;
            lines += await Inputs.ReadAsync(reader, file, slice, reads);
            reads[from].Row.ShouldBe(1);
        }

        lines.ShouldBe(10000);
        reads.Select(read => read.Value).ShouldBe(Enumerable.Range(0, 10000).Select(i => $$"""{"i":{{i}}}"""));
    }

    [Fact]
    public async Task Read_Gzipped_IsRead()
    {
        Write("SELECT 1 AS i", "FORMAT parquet");
        await Inputs.ShellAsync(_folder, "gzip a.parquet");
        (await Inputs.ReadAsync(_folder, "a.parquet.gz")).Select(read => read.Value).ShouldBe(["""{"i":1}"""]);
    }

    [Fact]
    public async Task Read_PartMissing_SaysSo()
    {
        Write("SELECT i FROM range(1000) t(i)", "FORMAT parquet");
        var bytes = File.ReadAllBytes(_folder["a.parquet"]);
        _folder.Write("a.parquet", [.. bytes[..(bytes.Length / 2)], .. bytes[^8..]]);
        (await Inputs.ReadAsync(_folder, "a.parquet")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.CorruptParquet);
    }

    [Fact]
    public async Task Read_DamagedRowGroup_IsOneRejectAndTheOthersAreRead()
    {
        Write("SELECT md5('' || i) AS t FROM range(6144) t(i)", "FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION zstd");
        var bytes = File.ReadAllBytes(_folder["a.parquet"]);
        bytes.AsSpan(SecondGroup(), 64).Fill(0xee);
        _folder.Write("a.parquet", bytes);
        var reads = await Inputs.ReadAsync(_folder, "a.parquet");
        reads.Single(read => read.Reason is not null).ShouldSatisfyAllConditions(
            read => read.Reason.ShouldBe(RejectReasons.CorruptParquet),
            read => read.Row.ShouldBe(2049));
        reads.Count.ShouldBe(4097);
        reads[^1].Row.ShouldBe(6144);
    }

    [Fact]
    public async Task Read_AnyByteDamaged_EndsInRecordsOrProblems()
    {
        Write("SELECT i, [i, NULL] AS l, 'row ' || i AS t FROM range(50) t(i)", "FORMAT parquet");
        var bytes = File.ReadAllBytes(_folder["a.parquet"]);
        for (var at = 4; at < bytes.Length; at += 3)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x5a;
            _folder.Write("a.parquet", damaged);
            await Inputs.ReadAsync(_folder, "a.parquet"); // Throws nothing but problems.
        }
    }

    [Fact]
    public async Task Read_RowGroupOverTheLimit_SaysHowManyRowsAreLost()
    {
        Write("SELECT i FROM range(3000) t(i)", "FORMAT parquet, ROW_GROUP_SIZE 2048");
        await using var source = new SourceBytes(Stream.Null, new FileInput(File.OpenRead(_folder["a.parquet"]), new ReadMeter()));
        var reads = new List<ParsedRecord>();
        await foreach (var record in new ParquetRowReader(1000, maxGroupBytes: 100).ReadAsync(source, TestContext.Current.CancellationToken))
        {
            reads.Add(record);
        }

        reads.Select(read => (read.Row, read.Rejection!.Reason)).ShouldBe([(1, RejectReasons.TooLarge), (2049, RejectReasons.TooLarge)]);
        reads[1].Rejection!.Detail.ShouldContain("952 rows are lost");
    }

    private async Task<List<(long Row, string? Value)>> ReadAsync() =>
        [.. (await Inputs.ReadAsync(_folder, "a.parquet")).Select(read => (read.Row, read.Value))];

    private void Write(string select, string options) =>
        Ask($"SET TimeZone='UTC'; COPY ({select}) TO '{_folder["a.parquet"]}' ({options})");

    private int SecondGroup() => Convert.ToInt32(
        Ask($"SELECT coalesce(dictionary_page_offset, data_page_offset) FROM parquet_metadata('{_folder["a.parquet"]}') WHERE row_group_id = 1"),
        CultureInfo.InvariantCulture);

    private static object? Ask(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
