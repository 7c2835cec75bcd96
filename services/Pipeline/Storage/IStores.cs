namespace Text2Llm.Pipeline.Storage;

/// <summary>Opens the stores that URIs name. The engine itself knows no other files than this machine's; whoever runs it knows more.</summary>
public interface IStores
{
    /// <summary>Opens a place for reading; nothing is asked of the store yet. Safe for use by several threads at once.</summary>
    /// <exception cref="FormatException">The URI names no place; the message says what would.</exception>
    StoredLocation Open(string uri);

    /// <summary>Opens a folder, whose files have names that are relative to it; nothing is asked of the store yet.</summary>
    /// <exception cref="FormatException">The URI names no folder that can be written; the message says what would.</exception>
    IFileStore OpenFolder(string uri);
}
