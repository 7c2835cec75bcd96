using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Resolving;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>What every stage of a run works on.</summary>
/// <param name="Plan">The run's plan.</param>
/// <param name="Work">Where stages leave files for each other.</param>
/// <param name="Output">Where the dataset's files go.</param>
/// <param name="Limits">How much of anything is held in memory.</param>
internal sealed record RunContext(RunPlan Plan, IFileStore Work, IFileStore Output, RunLimits Limits)
{
    /// <summary>Opens the sources that are not on this machine.</summary>
    public IStores Stores { get; init; } = NoStores.Instance;

    /// <summary>The output, where it is written in its place; null where a folder is moved there as a whole.</summary>
    public OutputInPlace? InPlace { get; init; }

    /// <summary>The folder on this machine for what is not held in memory: that of the work, where it is on this machine.</summary>
    public string Scratch => Work is FolderStore folder ? folder.Root : Path.GetTempPath();

    /// <summary>Makes room for the dataset's files.</summary>
    /// <exception cref="RunFailedException">Something else is there.</exception>
    public Task BeginOutputAsync(CancellationToken cancellationToken) =>
        InPlace?.BeginAsync(Plan.Identity, cancellationToken) ?? Task.CompletedTask;

    /// <summary>The dataset is whole.</summary>
    public Task EndOutputAsync(CancellationToken cancellationToken) =>
        InPlace?.EndAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>What a scan has left.</summary>
    /// <exception cref="DamagedFileException">It is not there.</exception>
    public async ValueTask<ScanSummary> SummaryOfScanAsync(int shard, CancellationToken cancellationToken) =>
        await Work.FindJsonAsync<ScanSummary>(ShardFiles.Summary(shard), cancellationToken).ConfigureAwait(false)
        ?? throw new DamagedFileException(ShardFiles.Summary(shard), "it is missing: the shard is to be scanned first");

    /// <summary>What becomes of a shard's records that are like others; null where the job looks for no duplicates.</summary>
    /// <exception cref="DamagedFileException">It is not there, or not whole.</exception>
    public async ValueTask<Fates?> FatesAsync(int shard, CancellationToken cancellationToken) =>
        DuplicateMarks.Needed(Plan.Job.Spec.Dedup) ? await Fates.ReadAsync(Work, shard, cancellationToken).ConfigureAwait(false) : null;
}
