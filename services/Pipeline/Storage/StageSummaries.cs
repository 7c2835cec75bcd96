namespace Text2Llm.Pipeline.Storage;

/// <summary>Tells which stages are done.</summary>
internal static class StageSummaries
{
    /// <summary>The summary of a stage whose files are all there and as it wrote them; null where it is to be run.</summary>
    /// <param name="store">The work store.</param>
    /// <param name="name">The summary's name.</param>
    /// <param name="files">Where the stage's files are.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<T?> FindWholeAsync<T>(this IFileStore store, string name, IFileStore files, CancellationToken cancellationToken)
        where T : class, IStageSummary
    {
        if (await store.FindJsonAsync<T>(name, cancellationToken).ConfigureAwait(false) is not { Files: not null } summary)
        {
            return null;
        }

        foreach (var file in summary.Files)
        {
            if (!await file.IsWholeAsync(files, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        return summary;
    }
}
