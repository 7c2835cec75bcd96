namespace Text2Llm.Pipeline.Storage;

/// <summary>A file of a store.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">What changes when its content does: an ETag, the time of the last change; null where the store tells nothing.</param>
public sealed record StoredFile(string Name, long Length, string? Version = null);
