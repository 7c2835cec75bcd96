namespace Text2Llm.Pipeline.Sources.Archives;

/// <summary>An entry of a tar archive.</summary>
/// <param name="Name">Its path in the archive, as the archive has it.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsFile">Whether it is a file of bytes, and no folder, link or device.</param>
/// <param name="Problem">Why it cannot be read, or null.</param>
internal sealed record TarEntry(string Name, long Length, bool IsFile, string? Problem = null);
