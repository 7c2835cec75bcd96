namespace Text2Llm.Pipeline.Writing;

/// <summary>A data file that is complete.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
internal sealed record WrittenPart(long Rows, long Bytes, string Sha256);
