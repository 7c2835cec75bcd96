namespace Text2Llm.Pipeline.Writing;

/// <summary>A record of the dataset.</summary>
/// <param name="Hash">The identity of its text.</param>
/// <param name="Text">Its text.</param>
/// <param name="TextBytes">The length of the text's UTF-8.</param>
/// <param name="File">The file it comes from, relative to the source's base.</param>
/// <param name="Row">The line on which it begins there, counted from 1.</param>
internal sealed record OutputRecord(UInt128 Hash, string Text, int TextBytes, string File, long Row);
