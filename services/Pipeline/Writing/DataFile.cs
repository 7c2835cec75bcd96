namespace Text2Llm.Pipeline.Writing;

/// <summary>A data file that was written.</summary>
/// <param name="Name">Its name in the output folder.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Bytes">Its size on the disk.</param>
/// <param name="Sha256">The SHA-256 of its content, as hexadecimal digits.</param>
public sealed record DataFile(string Name, long Records, long Bytes, string Sha256);
