using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Storage;

/// <summary>A place in a store.</summary>
/// <param name="Store">The store.</param>
/// <param name="Name">The name of a file there, or what names begin with; empty for all of it.</param>
public sealed record StoredLocation(IFileStore Store, string Name);
