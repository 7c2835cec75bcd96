namespace Text2Llm.Pipeline.Storage;

/// <summary>A place in a store.</summary>
/// <param name="Store">The store.</param>
/// <param name="Name">The name of a file there, or what names begin with; empty for all of it. The place's URI ends in it.</param>
public sealed record StoredLocation(IFileStore Store, string Name);
