using DuckDB.NET.Data;

namespace Text2Llm.Pipeline.Tests;

/// <summary>Asks DuckDB, which reads every format that is written here.</summary>
internal static class DuckDb
{
    /// <summary>Every row of a query's answer, its values as text with a bar between.</summary>
    public static IReadOnlyList<string> Ask(string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
