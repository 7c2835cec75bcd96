namespace Text2Llm.Pipeline.Reports;

/// <summary>A line of a file of dropped records, behind the file and the line.</summary>
/// <param name="Reason">The reason's name.</param>
/// <param name="Detail">What was found, in words.</param>
/// <param name="Kept">Of a duplicate, the record that was kept in its place.</param>
/// <param name="Text">The record's content.</param>
internal sealed record DroppedRecord(string Reason, string? Detail, KeptRecord? Kept, string Text);
