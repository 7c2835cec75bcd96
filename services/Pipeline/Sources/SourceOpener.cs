using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Opens files wherever they are, as they were when they were found.</summary>
/// <param name="stores">Opens those that are not on this machine.</param>
internal sealed class SourceOpener(IStores stores)
{
    /// <inheritdoc cref="OpenFile"/>
    public ValueTask<Stream> OpenAsync(SourceFile file, CancellationToken cancellationToken) =>
        file.IsLocal ? LocalFiles.OpenAsync(file, cancellationToken) : OpenStoredAsync(file, cancellationToken);

    /// <summary>Reads a small file as a whole.</summary>
    /// <exception cref="SourceProblemException">It cannot be read.</exception>
    public async Task<byte[]> ReadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var content = new byte[stream.Length];
                await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                return content;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, exception.Message, exception);
        }
    }

    private ValueTask<Stream> OpenStoredAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var place = stores.Open(file.Path);
        return place.Store.OpenAsync(new StoredFile(place.Name, file.Length, file.Version), cancellationToken);
    }
}
