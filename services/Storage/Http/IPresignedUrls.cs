using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Storage.Http;

/// <summary>
/// Gives URLs under which files may be read and written for a while, without credentials. Whoever finds that a URL is no longer taken asks
/// again. Every method throws <see cref="IOException"/> where it cannot, with nothing secret in its message.
/// </summary>
public interface IPresignedUrls
{
    /// <summary>The files whose names begin with a prefix, in ordinal order of their names.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Where a file is read by GET.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    ValueTask<Uri> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Where a file is written by PUT, as a whole.</summary>
    ValueTask<Uri> WriteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Begins to write a file in parts; gives the name by which its parts belong together.</summary>
    ValueTask<string> BeginAsync(string name, CancellationToken cancellationToken);

    /// <summary>Where a part is written by PUT.</summary>
    /// <param name="name">The file.</param>
    /// <param name="upload">What <see cref="BeginAsync"/> gave.</param>
    /// <param name="number">The part, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<Uri> WritePartAsync(string name, string upload, int number, CancellationToken cancellationToken);

    /// <summary>Makes the parts a file. May be asked for again when the answer was lost.</summary>
    /// <param name="name">The file.</param>
    /// <param name="upload">What <see cref="BeginAsync"/> gave.</param>
    /// <param name="etags">What the store answered to each part, in their order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task CompleteAsync(string name, string upload, IReadOnlyList<string> etags, CancellationToken cancellationToken);

    /// <summary>Removes the parts of a file that is not completed.</summary>
    Task AbortAsync(string name, string upload, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}
