namespace Text2Llm.Pipeline.Storage;

/// <summary>Tells which stages are done.</summary>
internal static class StageSummaries
{
    /// <summary>The summary of a stage whose files are all there and as it wrote them; null where it is to be run.</summary>
    /// <param name="work">The work store.</param>
    /// <param name="name">The summary's name.</param>
    /// <param name="files">Where the stage's files are.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<T?> FindWholeAsync<T>(this IFileStore work, string name, IFileStore files, CancellationToken cancellationToken)
        where T : class, IStageSummary
    {
        if (await work.FindJsonAsync<T>(name, cancellationToken).ConfigureAwait(false) is not { Files: not null } summary)
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

    /// <summary>Runs a stage that has nothing to tell but its files, where it is to be run.</summary>
    /// <param name="work">The work store.</param>
    /// <param name="name">The summary's name.</param>
    /// <param name="files">Where the stage's files go.</param>
    /// <param name="stage">The stage; it gets a store that notes what is written.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task RunOnceAsync(
        this IFileStore work, string name, IFileStore files, Func<IFileStore, Task> stage, CancellationToken cancellationToken)
    {
        if (await work.FindWholeAsync<StageFiles>(name, files, cancellationToken).ConfigureAwait(false) is null)
        {
            var store = new CheckedStore(files);
            await stage(store).ConfigureAwait(false);
            await work.WriteJsonAsync(name, new StageFiles(store.Written), cancellationToken).ConfigureAwait(false);
        }
    }
}
