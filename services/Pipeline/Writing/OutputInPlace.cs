using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// A dataset that is written where it stays, since nothing can be moved in a store. Whoever finds SHA256SUMS there, which is written last,
/// finds a whole dataset: before anything else is changed, that of an earlier one goes, and a mark comes in its place that says whose files
/// those are that come after it. The mark goes when all is written.
/// </summary>
/// <param name="output">Where the dataset goes.</param>
/// <param name="work">Where its run keeps what it has done.</param>
/// <param name="place">The output for people.</param>
internal sealed class OutputInPlace(IFileStore output, IFileStore work, string place)
{
    /// <summary>The mark of a dataset that is not whole.</summary>
    public const string MarkName = ".text2llm.json";

    private const string ProbeName = ".text2llm.probe";
    private const string DoneName = "written.json";

    /// <summary>Why a dataset may not be written there, or null: whatever is there must come from an earlier run, whole or not.</summary>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    public static async Task<string?> ObstacleAsync(IFileStore output, string place, CancellationToken cancellationToken)
    {
        var earlier = await ReportFiles.NamesOfEarlierRunAsync(output, cancellationToken).ConfigureAwait(false);
        var isMarked = await output.FindAsync(MarkName, cancellationToken).ConfigureAwait(false) is not null;
        await foreach (var file in output.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (!IsOwn(file.Name) && !(isMarked && OutputNames.Has(file.Name)) && earlier?.Contains(file.Name.Split('/')[0]) != true)
            {
                return $"'{place}' holds {file.Name}, which no earlier run wrote; move it away, or name a place of the dataset's own";
            }
        }

        return null;
    }

    /// <summary>Makes sure that files may be written there, before anything is read, which may take hours.</summary>
    /// <exception cref="IOException">They may not.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await output.WriteBytesAsync(ProbeName, default, cancellationToken).ConfigureAwait(false);
        await output.DeleteAsync(ProbeName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what an earlier run has left, before the first file of this one. It may be asked for again at any time.</summary>
    /// <param name="identity">What the run's plan was made of.</param>
    /// <param name="cancellationToken">Ends it early; it is begun again then.</param>
    /// <exception cref="RunFailedException">Something else is there.</exception>
    public async Task BeginAsync(string identity, CancellationToken cancellationToken)
    {
        if (await IsWrittenAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var mark = await output.FindJsonAsync<Mark>(MarkName, cancellationToken).ConfigureAwait(false);
        if (mark == new Mark(identity, IsCleared: true))
        {
            return;
        }

        if (await ObstacleAsync(output, place, cancellationToken).ConfigureAwait(false) is { } obstacle)
        {
            throw new RunFailedException(obstacle, new IOException(obstacle));
        }

        await output.WriteJsonAsync(MarkName, new Mark(identity, IsCleared: false), cancellationToken).ConfigureAwait(false);
        await output.DeleteAsync(ChecksumList.FileName, cancellationToken).ConfigureAwait(false);
        await foreach (var file in output.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            // Everything there is an earlier run's. Its report goes last, by which its files are told, should this end halfway.
            if (!IsOwn(file.Name) && file.Name != ReportFiles.JsonName)
            {
                await output.DeleteAsync(file.Name, cancellationToken).ConfigureAwait(false);
            }
        }

        await output.DeleteAsync(ReportFiles.JsonName, cancellationToken).ConfigureAwait(false);
        await output.WriteJsonAsync(MarkName, new Mark(identity, IsCleared: true), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the writing was ended, and nobody has written there since.</summary>
    public async Task<bool> IsWrittenAsync(CancellationToken cancellationToken) =>
        await work.FindJsonAsync<Done>(DoneName, cancellationToken).ConfigureAwait(false) is { Sums: { } sums }
        && await SumsAsync(cancellationToken).ConfigureAwait(false) == sums;

    /// <summary>Removes what a run has written of a dataset that is not whole; what is whole, and what is another run's, stays.</summary>
    public static async Task RemoveUnfinishedAsync(IFileStore output, string identity, CancellationToken cancellationToken)
    {
        if ((await output.FindJsonAsync<Mark>(MarkName, cancellationToken).ConfigureAwait(false))?.Identity != identity
            || await output.FindAsync(ChecksumList.FileName, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        await output.RemovePendingAsync(cancellationToken).ConfigureAwait(false);

        List<string> names = [];
        await foreach (var file in output.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            names.Add(file.Name);
        }

        // The mark goes last, by which the others are told, should this end halfway.
        foreach (var name in names.Where(name => OutputNames.Has(name) || name == ReportFiles.JsonName).Append(MarkName))
        {
            await output.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the writing: the dataset is whole.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await work.WriteJsonAsync(DoneName, new Done(await SumsAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        await output.DeleteAsync(MarkName, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> SumsAsync(CancellationToken cancellationToken) =>
        (await output.FindAsync(ChecksumList.FileName, cancellationToken).ConfigureAwait(false))?.Version;

    private static bool IsOwn(string name) => name is MarkName or ProbeName;

    private sealed record Mark(string Identity, bool IsCleared);

    // The version of the list of checksums that this run wrote: another's in its place means another's dataset.
    private sealed record Done(string? Sums);
}
