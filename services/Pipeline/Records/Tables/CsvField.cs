namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>A field of a row.</summary>
/// <param name="Start">Where its text begins in the row, behind an opening quote.</param>
/// <param name="Length">How long its text is, without the closing quote.</param>
/// <param name="Quoted">Whether it stands in quotes, so that two quotes in it stand for one.</param>
internal readonly record struct CsvField(int Start, int Length, bool Quoted);
