namespace Text2Llm.Pipeline.Sources;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">Its path relative to the source's base, with forward slashes.</param>
/// <param name="Length">Its length in bytes, as it lies on the disk.</param>
/// <param name="Problem">Why it cannot be read, when that is known already.</param>
internal sealed record SourceFile(string Path, string Name, long Length, string? Problem = null);
