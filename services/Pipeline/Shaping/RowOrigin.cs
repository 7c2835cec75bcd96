namespace Text2Llm.Pipeline.Shaping;

/// <summary>Where a row comes from.</summary>
/// <param name="Hash">The identity of the record's content.</param>
/// <param name="Source">The file, relative to the source's base.</param>
/// <param name="Row">The line on which the record begins there, or its number, counted from 1.</param>
internal readonly record struct RowOrigin(UInt128 Hash, string Source, long Row);
