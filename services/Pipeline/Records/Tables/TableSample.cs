namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>What the first rows of a table look like in one dialect.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Columns">How many fields most rows have.</param>
/// <param name="Regular">How many rows have so many.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Header">Whether the first of them may have the columns' names.</param>
internal sealed record TableSample(CsvDialect Dialect, int Columns, int Regular, int Rows, bool Header);
