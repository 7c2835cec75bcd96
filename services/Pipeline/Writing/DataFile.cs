namespace Text2Llm.Pipeline.Writing;

/// <summary>A data file that was written.</summary>
/// <param name="Name">Its name in the output folder.</param>
/// <param name="Split">What its records are for: train, validation or test.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Rows">How many rows it has: more than records, where each of two answers has its own.</param>
/// <param name="Bytes">Its size on the disk.</param>
/// <param name="Sha256">The SHA-256 of its content, as hexadecimal digits.</param>
public sealed record DataFile(string Name, string Split, long Records, long Rows, long Bytes, string Sha256);
