using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// Runs the stages of a plan one by one, as worker pods do: scan each shard; match each range; where near duplicates are verified, candidates, gather
/// each shard, verify each group; resolve; write each part; drop for each shard; report. A stage may be run again, anywhere, at any time: it does nothing where it is done.
/// </summary>
public sealed class StageRun
{
    private readonly RunContext _run;
    private readonly RunOptions _options;

    internal StageRun(RunPlan plan, IFileStore work, IFileStore output, IStores stores, RunOptions options)
    {
        _run = new RunContext(plan, work, output, new RunLimits()) { Stores = stores, InPlace = new OutputInPlace(output, work, "the output") };
        _options = options;
    }

    /// <summary>How many shards are to be scanned.</summary>
    public int Shards => _run.Plan.Shards.Count;

    /// <summary>How many ranges are to be matched.</summary>
    public int Ranges => DuplicateMarks.Needed(_run.Plan.Job.Spec.Dedup) ? MatchRanges.For(Shards) : 0;

    /// <summary>How many groups of near duplicates are to be verified; where there is none, nothing is to be gathered for them either.</summary>
    public int Groups => _run.Plan.Job.Spec.Dedup.Fuzzy is { Verify: not null } ? VerifyStage.Groups(Shards) : 0;

    /// <summary>
    /// Makes the plan of a job, and keeps it. One that is there already stays when it is of the same job and the same files. What the stages of
    /// another have left would be taken for this plan's, and nobody but its owner knows whether it may go: it is refused.
    /// </summary>
    /// <exception cref="RunFailedException">The work store holds something else, or the records cannot be written in the job's shape.</exception>
    public static async Task<StageRun> PlanAsync(DatasetPlan found, IFileStore work, IFileStore output, RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        var limits = new RunLimits();
        var planner = new Planner(found, limits);
        var earlier = await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false);
        if (earlier?.Identity == planner.Identity())
        {
            return new StageRun(earlier, work, output, found.Stores, options);
        }

        await foreach (var file in work.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            throw new RunFailedException($"the work folder holds what another job has left, or this one before it or its files changed ({file.Name}): name an empty one");
        }

        var plan = await ReadingAsync(() => planner.MakeAsync(new RunProgress(), cancellationToken)).ConfigureAwait(false);
        await plan.SaveAsync(work, cancellationToken).ConfigureAwait(false);
        return new StageRun(plan, work, output, found.Stores, options);
    }

    /// <summary>Takes up a plan that was made.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static async Task<StageRun> OpenAsync(
        IFileStore work, IFileStore output, IStores stores, RunOptions options, CancellationToken cancellationToken) =>
        await RunPlan.FindAsync(work, cancellationToken).ConfigureAwait(false) is { } plan
            ? new StageRun(plan, work, output, stores, options)
            : throw new FileNotFoundException($"no plan ({RunPlan.FileName}): make one first");

    /// <summary>Scans a shard.</summary>
    /// <exception cref="ArgumentException">There is none of that number.</exception>
    public async Task ScanAsync(int shard, RunProgress progress, CancellationToken cancellationToken)
    {
        Check("shard", shard, Shards);
        if (await _run.Work.FindWholeAsync<ScanSummary>(ShardFiles.Summary(shard), _run.Work, cancellationToken).ConfigureAwait(false) is null)
        {
            var steps = await StepChain.ReadAsync(_run.Plan, _run.Stores, cancellationToken).ConfigureAwait(false);
            await ReadingAsync(() => new ScanStage(_run, steps, _options.Cores).RunAsync(shard, progress, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Matches a range.</summary>
    /// <inheritdoc cref="ScanAsync" path="/exception"/>
    public Task MatchAsync(int range, CancellationToken cancellationToken)
    {
        Check("range", range, Ranges);
        return new MatchStages(_run).MatchAsync(range, cancellationToken);
    }

    /// <summary>Tells which records are to be verified.</summary>
    public Task CandidatesAsync(CancellationToken cancellationToken) => new VerifyStages(_run).CandidatesAsync(cancellationToken);

    /// <summary>Gathers what those of a shard are verified by.</summary>
    /// <inheritdoc cref="ScanAsync" path="/exception"/>
    public Task GatherAsync(int shard, CancellationToken cancellationToken)
    {
        Check("shard", shard, Shards);
        return new VerifyStages(_run).GatherAsync(shard, cancellationToken);
    }

    /// <summary>Verifies a group.</summary>
    /// <inheritdoc cref="ScanAsync" path="/exception"/>
    public Task VerifyAsync(int group, CancellationToken cancellationToken)
    {
        Check("group", group, Groups);
        return new VerifyStages(_run).VerifyAsync(group, cancellationToken);
    }

    /// <summary>Resolves, makes room for the dataset's files, and gives the number of parts.</summary>
    /// <exception cref="RunFailedException">The output holds something else.</exception>
    public async Task<int> ResolveAsync(CancellationToken cancellationToken)
    {
        var layout = await _run.Work.FindWholeAsync<OutputLayout>(OutputLayout.FileName, _run.Work, cancellationToken).ConfigureAwait(false)
            ?? await new LayoutStage(_run).RunAsync(cancellationToken).ConfigureAwait(false);
        await _run.BeginOutputAsync(cancellationToken).ConfigureAwait(false);
        return layout.Parts.Count;
    }

    /// <summary>Writes a part.</summary>
    /// <inheritdoc cref="ScanAsync" path="/exception"/>
    public async Task WriteAsync(int part, RunProgress progress, CancellationToken cancellationToken)
    {
        var layout = await LayoutAsync(cancellationToken).ConfigureAwait(false);
        Check("part", part, layout.Parts.Count);
        if (await _run.Work.FindWholeAsync<PartSummary>(PartSummary.NameOf(part), _run.Output, cancellationToken).ConfigureAwait(false) is null)
        {
            await new WriteStage(_run, layout).RunAsync(part, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what a shard has lost, where the job wants it.</summary>
    /// <inheritdoc cref="ScanAsync" path="/exception"/>
    public async Task DropAsync(int shard, CancellationToken cancellationToken)
    {
        Check("shard", shard, Shards);
        if (_run.Plan.Job.Spec.Output.KeepDropped)
        {
            await new DroppedStage(_run, await LayoutAsync(cancellationToken).ConfigureAwait(false))
                .RunAsync(shard, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the report.</summary>
    /// <exception cref="RunFailedException">Nothing at all could be read.</exception>
    public async Task<DatasetReport> ReportAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var reporting = new ReportStage(_run, await LayoutAsync(cancellationToken).ConfigureAwait(false));
        if (await reporting.FailureAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw new RunFailedException(failure);
        }

        var report = await reporting.RunAsync(elapsed, cancellationToken).ConfigureAwait(false);
        await reporting.WriteAsync(report, cancellationToken).ConfigureAwait(false);
        await _run.EndOutputAsync(cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <summary>Whether the dataset is whole, and this run's.</summary>
    internal Task<bool> IsWrittenAsync(CancellationToken cancellationToken) => _run.InPlace!.IsWrittenAsync(cancellationToken);

    private static void Check(string what, int number, int count)
    {
        if (number < 0 || number >= count)
        {
            throw new ArgumentException($"{what} {number}: the plan has {(count == 0 ? "none" : count == 1 ? "1, which is 0" : $"{count}, 0 to {count - 1}")}");
        }
    }

    private static async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (SourceProblemException exception)
        {
            throw new RunFailedException(exception.Message, exception);
        }
    }

    private async Task<OutputLayout> LayoutAsync(CancellationToken cancellationToken) =>
        await _run.Work.FindJsonAsync<OutputLayout>(OutputLayout.FileName, cancellationToken).ConfigureAwait(false)
        ?? throw new DamagedFileException(OutputLayout.FileName, "it is missing: resolve first");
}
