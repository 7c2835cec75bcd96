namespace Text2Llm.Pipeline.Sources;

/// <summary>A file to read.</summary>
/// <param name="Path">Its full path, or its URI in a store.</param>
/// <param name="Name">Its path relative to the source's base, with forward slashes.</param>
/// <param name="Length">Its length in bytes, as it lies in its store.</param>
/// <param name="Problem">Why it cannot be read, when that is known already.</param>
internal sealed record SourceFile(string Path, string Name, long Length, string? Problem = null)
{
    /// <summary>What changes when its content does; null where nothing tells, or it does not matter.</summary>
    public string? Version { get; init; }

    /// <summary>Whether it is a file of this machine.</summary>
    public bool IsLocal => PlaceUri.IsLocal(Path);
}
