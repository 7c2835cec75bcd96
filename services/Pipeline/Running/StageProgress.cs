using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>How a job is divided and what came of it, as far as its stages have left that in their stores: true whoever was killed meanwhile.</summary>
public sealed record StageProgress
{
    /// <summary>How many shards there are to scan.</summary>
    public required int Shards { get; init; }

    /// <summary>How many ranges there are to match.</summary>
    public required int Ranges { get; init; }

    /// <summary>How many groups of near duplicates there are to verify.</summary>
    public required int Groups { get; init; }

    /// <summary>Whether what is dropped is written too.</summary>
    public required bool KeepsDropped { get; init; }

    /// <summary>The size of the input, as it lies in its store.</summary>
    public required long InputBytes { get; init; }

    /// <summary>How many data files there will be; null before that was resolved.</summary>
    public required int? Parts { get; init; }

    /// <summary>The report; null before the dataset is whole.</summary>
    public required DatasetReport? Report { get; init; }

    /// <summary>Where the dataset goes.</summary>
    public required string Output { get; init; }

    /// <summary>Reads it; null before the job was planned.</summary>
    /// <param name="work">Where its stages leave files for each other.</param>
    /// <param name="stores">Opens its output.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="IOException">A store cannot be reached or refuses.</exception>
    public static async Task<StageProgress?> FindAsync(IFileStore work, IStores stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(stores);
        if (await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false) is not { } plan)
        {
            return null;
        }

        var uri = plan.Job.Spec.Output.Uri;
        var output = stores.OpenFolder(uri);
        var run = new StageRun(plan, work, output, stores, new RunOptions());
        var layout = await work.FindJsonAsync<OutputLayout>(OutputLayout.FileName, cancellationToken).ConfigureAwait(false);
        return new StageProgress
        {
            Shards = run.Shards,
            Ranges = run.Ranges,
            Groups = run.Groups,
            KeepsDropped = plan.Job.Spec.Output.KeepDropped,
            InputBytes = plan.Files.Sum(file => file.Length),
            Parts = layout?.Parts.Count,
            Output = uri,
            Report = await run.IsWrittenAsync(cancellationToken).ConfigureAwait(false)
                ? await output.FindJsonAsync<DatasetReport>(ReportFiles.JsonName, cancellationToken).ConfigureAwait(false)
                : null,
        };
    }

    /// <summary>Where the dataset of a job goes that was planned, or null.</summary>
    public static async Task<string?> OutputOfAsync(IFileStore work, CancellationToken cancellationToken) =>
        (await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false))?.Job.Spec.Output.Uri;

    /// <summary>Removes what a planned job has written of a dataset that is not whole, before its work is removed; what others wrote stays.</summary>
    public static async Task RemoveUnfinishedAsync(IFileStore work, IFileStore output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false) is { } plan)
        {
            await OutputInPlace.RemoveUnfinishedAsync(output, plan.Identity, cancellationToken).ConfigureAwait(false);
        }
    }
}
