using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Storage.Transfers;

/// <summary>A file of which ranges can be read; by several threads at once.</summary>
internal abstract class RangeSource
{
    /// <summary>The file's name for errors.</summary>
    public abstract string Address { get; }

    /// <summary>Asks for a range. The first answer tells which file it is, and later ones are of the same or an error.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">How long it is at most: the file may end earlier.</param>
    /// <param name="cancellationToken">Ends the request, and the reading of its answer.</param>
    /// <exception cref="Exception">Any that <see cref="Failure"/> understands.</exception>
    public abstract Task<RangeAnswer> AskAsync(long offset, int count, CancellationToken cancellationToken);

    /// <summary>The file as it is now, by the answer to a question for its first byte; null where there is none.</summary>
    /// <param name="name">Its name in its store.</param>
    /// <param name="retries">Asks again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    public async ValueTask<StoredFile?> FindAsync(string name, Retries retries, CancellationToken cancellationToken)
    {
        try
        {
            return await retries.ReadAsync(
                $"find {Address}",
                async deadline =>
                {
                    using var answer = await AskAsync(0, 1, deadline.Token).ConfigureAwait(false);
                    return new StoredFile(name, answer.FileLength, answer.Version);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
