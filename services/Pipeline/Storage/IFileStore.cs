namespace Text2Llm.Pipeline.Storage;

/// <summary>
/// Where files are kept: a folder, a bucket's prefix. Names are relative, with forward slashes. A file is there whole or not at all, and is
/// never changed afterwards.
/// </summary>
/// <remarks>Every method throws <see cref="IOException"/> where the store cannot be reached or refuses, after it has tried again where that may help.</remarks>
public interface IFileStore
{
    /// <summary>Whether its bytes cost little to write and to read again: a disk's, not a network's. What stages leave for each other is compressed elsewhere.</summary>
    bool IsNear => false;

    /// <summary>The files whose names begin with a prefix, in ordinal order of their names.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>A file as it is now, or null where there is none.</summary>
    ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading. The stream can seek; reading on is done in large steps, whatever is asked for.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading as it was when it was found: of another version, opening or reading it fails.</summary>
    /// <exception cref="FileNotFoundException">There is none any more.</exception>
    ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken);

    /// <summary>Begins to write a file, in the place of one that may be there. It appears when it is completed.</summary>
    ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes what writers that were killed have left, where the store keeps such a thing. Nobody may be writing.</summary>
    ValueTask RemovePendingAsync(CancellationToken cancellationToken);
}
