using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Deduplication.Matching;
using Text2Llm.Pipeline.Deduplication.Verifying;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>Walks the stages of a run in one process, on several cores. What an earlier run has left whole is not done again.</summary>
internal sealed class StageWalk(RunContext run, StepChain steps, RunThreads threads, RunProgress progress)
{
    private readonly MatchStages _matches = new(run);
    private readonly VerifyStages _verifications = new(run);

    /// <summary>Does all that is to be done before the report.</summary>
    /// <exception cref="RunFailedException">Nothing at all could be read.</exception>
    public async Task<OutputLayout> RunAsync(CancellationToken cancellationToken)
    {
        await EachAsync(run.Plan.Shards.Count, threads.Scans, ScanAsync, cancellationToken).ConfigureAwait(false);
        progress.BeginStage("matching");
        await MatchAsync(cancellationToken).ConfigureAwait(false);
        progress.BeginStage("resolving");
        var layout = await ResolveAsync(cancellationToken).ConfigureAwait(false);
        if (await new ReportStage(run, layout).FailureAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw new RunFailedException(failure);
        }

        progress.BeginStage("writing");
        await run.BeginOutputAsync(cancellationToken).ConfigureAwait(false);
        await EachAsync(layout.Parts.Count, threads.Writes, (part, token) => WriteAsync(layout, part, token), cancellationToken).ConfigureAwait(false);
        if (run.Plan.Job.Spec.Output.KeepDropped)
        {
            var dropped = new DroppedStage(run, layout);
            await EachAsync(run.Plan.Shards.Count, threads.Others, dropped.RunAsync, cancellationToken).ConfigureAwait(false);
        }

        return layout;
    }

    private async Task ScanAsync(int shard, CancellationToken cancellationToken)
    {
        var done = await run.Work.FindWholeAsync<ScanSummary>(ShardFiles.Summary(shard), run.Work, cancellationToken).ConfigureAwait(false);
        if (done is null)
        {
            await new ScanStage(run, steps, threads.ThreadsOfAScan).RunAsync(shard, progress, cancellationToken).ConfigureAwait(false);
            return;
        }

        var planned = run.Plan.Shards[shard];
        progress.AddRecords(done.Read);
        progress.EndFiles(planned.Slices.Count(slice => slice.End == long.MaxValue));
        progress.EndShard(null, planned.Bytes, done.BytesRead);
    }

    private async Task MatchAsync(CancellationToken cancellationToken)
    {
        var dedup = run.Plan.Job.Spec.Dedup;
        if (!DuplicateMarks.Needed(dedup))
        {
            return;
        }

        var shards = run.Plan.Shards.Count;
        await EachAsync(MatchRanges.For(shards), threads.Others, _matches.MatchAsync, cancellationToken).ConfigureAwait(false);
        if (dedup.Fuzzy is { Verify: not null })
        {
            await _verifications.CandidatesAsync(cancellationToken).ConfigureAwait(false);
            await EachAsync(shards, threads.Others, _verifications.GatherAsync, cancellationToken).ConfigureAwait(false);
            await EachAsync(VerifyStage.Groups(shards), threads.Others, _verifications.VerifyAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<OutputLayout> ResolveAsync(CancellationToken cancellationToken) =>
        await run.Work.FindWholeAsync<OutputLayout>(OutputLayout.FileName, run.Work, cancellationToken).ConfigureAwait(false)
        ?? await new LayoutStage(run).RunAsync(cancellationToken).ConfigureAwait(false);

    private async Task WriteAsync(OutputLayout layout, int part, CancellationToken cancellationToken)
    {
        var done = await run.Work.FindWholeAsync<PartSummary>(PartSummary.NameOf(part), run.Output, cancellationToken).ConfigureAwait(false);
        if (done is null)
        {
            await new WriteStage(run, layout).RunAsync(part, progress, cancellationToken).ConfigureAwait(false);
            return;
        }

        progress.AddWritten(done.File.Records);
    }

    private static Task EachAsync(int count, int atOnce, Func<int, CancellationToken, Task> stage, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (number, token) => await stage(number, token).ConfigureAwait(false));
}
