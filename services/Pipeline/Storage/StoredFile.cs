namespace Text2Llm.Pipeline.Storage;

/// <summary>A file of a store.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record StoredFile(string Name, long Length);
