namespace Text2Llm.Pipeline.Storage;

/// <summary>For a program that reads and writes this machine's files alone.</summary>
public sealed class NoStores : IStores
{
    /// <summary>The one there is.</summary>
    public static readonly NoStores Instance = new();

    private NoStores()
    {
    }

    /// <inheritdoc/>
    public StoredLocation Open(string uri) => throw Refusal();

    /// <inheritdoc/>
    public IFileStore OpenFolder(string uri) => throw Refusal();

    private static FormatException Refusal() => new("this program reads and writes local files only: use a path or file:///…");
}
