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
}
