namespace Text2Llm.Pipeline.Mapping;

/// <summary>A field that is to be taken out of a record's object.</summary>
/// <param name="Name">Its name, or its path with dots.</param>
/// <param name="IsDecoded">Whether a string in it is wanted as a text; else only where it stands.</param>
internal readonly record struct WantedField(string Name, bool IsDecoded);
