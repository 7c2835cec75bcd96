using DuckDB.NET.Data;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>What DuckDB does with the same files, for comparison.</summary>
internal static class DuckDbPeer
{
    /// <summary>Converts JSON Lines to Parquet, compressed by zstd.</summary>
    public static void Convert(string input, string output, int threads) =>
        Run(threads, $"COPY (SELECT * FROM {Lines(input)}) TO '{output}' (FORMAT parquet, COMPRESSION zstd)");

    /// <summary>The same, without records whose text stands in an earlier one.</summary>
    public static void DropDuplicates(string input, string output, int threads) =>
        Run(threads, $"COPY (SELECT DISTINCT ON (text) * FROM {Lines(input)}) TO '{output}' (FORMAT parquet, COMPRESSION zstd)");

    private static string Lines(string path) => $"read_json('{path}', format = 'newline_delimited', columns = {{name: 'VARCHAR', text: 'VARCHAR'}})";

    private static void Run(int threads, string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = {threads}; {query}";
        command.ExecuteNonQuery();
    }
}
