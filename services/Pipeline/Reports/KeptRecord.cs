namespace Text2Llm.Pipeline.Reports;

/// <summary>The record that was kept in the place of a duplicate: the first of all that are alike.</summary>
/// <param name="File">The file that it is from.</param>
/// <param name="Line">The line on which it begins; null for a whole file.</param>
internal sealed record KeptRecord(string File, long? Line);
