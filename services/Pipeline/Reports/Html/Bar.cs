namespace Text2Llm.Pipeline.Reports.Html;

/// <summary>A row of a chart.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Value">How many there are; how long the bar is.</param>
/// <param name="Note">What is said beside the number, or null.</param>
internal readonly record struct Bar(string Label, long Value, string? Note = null);
