using DuckDB.NET.Data;

namespace Text2Llm.Worker.Tests;

public sealed class ExampleTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.OfExamples();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("letters", "part-00000.jsonl", new[] { "ferry.txt.gz", "harbour-copy.txt", "reply.txt" })]
    [InlineData("reviews", "part-00000.csv", new[] { "autumn.jsonl.gz", "autumn.jsonl.gz", "autumn.jsonl.gz", "spring.jsonl", "spring.jsonl", "spring.jsonl" })]
    [InlineData("notes", "part-00000.parquet", new[]
    {
        "garden/spring.md", "garden/spring.md", "garden/spring.md",
        "travel/lisbon.md", "travel/lisbon.md", "travel/lisbon.md", "travel/oslo.md", "travel/oslo.md",
    })]
    public async Task Example_Run_WritesWhatDuckDbReads(string name, string part, string[] files)
    {
        var result = await Text2LlmProcess.RunAsync("run", _folder[$"{name}.yaml"]);
        result.ExitCode.ShouldBe(0, result.Error);
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT source FROM '{_folder[$"out/{name}/{part}"]}' ORDER BY source, row";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var read = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            read.Add(reader.GetString(0));
        }

        read.ShouldBe(files);
    }

    [Fact]
    public async Task Reviews_Run_RecordsEachRejectWithFileLineAndReason()
    {
        (await Text2LlmProcess.RunAsync("run", _folder["reviews.yaml"])).ExitCode.ShouldBe(0);
        (await File.ReadAllLinesAsync(_folder["out/reviews/rejects.jsonl"], TestContext.Current.CancellationToken)).ShouldBe(
        [
            """{"file":"autumn.jsonl.gz","line":3,"reason":"wrong-type","detail":"the field 'text' is an array, not a string"}""",
            """{"file":"spring.jsonl","line":5,"reason":"malformed-json","detail":"column 44: Expected end of string, but instead reached end of data"}""",
            """{"file":"spring.jsonl","line":6,"reason":"missing-field","detail":"no field 'text'"}""",
        ]);
    }
}
