using DuckDB.NET.Data;

namespace Text2Llm.Worker.Tests.Failures;

/// <summary>A column that is empty at first, or a whole number that becomes a fraction, does not decide what may follow.</summary>
public sealed class Failure09SchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ColumnsThatChange_AreWrittenAsTheyWere()
    {
        string[] scores = ["null", "1", "1.5", "\"high\"", "[1]"];
        _folder.Write("in/a.jsonl", string.Concat(scores.Select((score, number) => $"{{\"text\":\"text {number}\",\"score\":{score}}}\n")));
        var job = _folder.WriteJob("{uri: in}", "{uri: out, format: parquet}", "records: {keep: [score]}");
        var result = await Text2LlmProcess.RunAsync("run", job);
        result.ExitCode.ShouldBe(0, result.Error);

        await using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT json_extract(extra, '$.score')::VARCHAR FROM '{_folder["out/part-00000.parquet"]}' ORDER BY row";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var read = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            read.Add(reader.IsDBNull(0) ? "null" : reader.GetString(0));
        }

        read.ShouldBe(scores);
    }
}
