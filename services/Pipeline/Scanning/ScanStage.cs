using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// The first stage, for one shard: reads, maps, cleans and filters its records, and writes those that stay, with the marks by which
/// duplicates are found. What it writes is the same however many threads it has.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="steps">The job's steps.</param>
/// <param name="threads">How many threads work on the records; with one, everything is done on the caller's.</param>
internal sealed class ScanStage(RunContext run, StepChain steps, int threads)
{
    /// <summary>Scans a shard.</summary>
    /// <exception cref="IOException">What is to be written cannot be.</exception>
    public async Task<ScanSummary> RunAsync(int shard, RunProgress progress, CancellationToken cancellationToken)
    {
        var store = new CheckedStore(run.Work);
        var meter = progress.BeginShard();
        var feed = new ScanFeed(run.Plan, run.Plan.Shards[shard], run.Limits, progress, meter, run.Stores);
        var workers = Enumerable.Range(0, threads).Select(_ => NewWorker()).ToList();
        try
        {
            var sink = await ScanSink.CreateAsync(run, store, shard, cancellationToken).ConfigureAwait(false);
            await using (sink.ConfigureAwait(false))
            {
                await (threads == 1
                    ? ScanAsync(feed, workers[0], sink, cancellationToken)
                    : new ScanThreads(workers, sink, run.Limits).RunAsync(feed, cancellationToken)).ConfigureAwait(false);
                await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
                var summary = new ScanSummary
                {
                    Sources = feed.Sources,
                    Read = feed.Sources.Where(source => !source.IsWholeArchive).Sum(source => source.Records),
                    Kept = sink.Count,
                    BytesRead = meter.ContentBytes,
                    Rejected = StepCounts.Sum(workers.Select(worker => worker.Rejected)),
                    Steps = StepCounts.Sum(workers.Select(worker => worker.Steps())),
                    Files = store.Written,
                };
                await run.Work.WriteJsonAsync(ShardFiles.Summary(shard), summary, cancellationToken).ConfigureAwait(false);
                progress.EndShard(meter, run.Plan.Shards[shard].Bytes, meter.ContentBytes);
                return summary;
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static async Task ScanAsync(ScanFeed feed, ScanWorker worker, ScanSink sink, CancellationToken cancellationToken)
    {
        await foreach (var input in feed.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            using (input)
            {
                using var output = worker.Process(input);
                await sink.AddAsync(output, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ScanWorker NewWorker()
    {
        var spec = run.Plan.Job.Spec;
        var signer = DuplicateMarks.Needed(spec.Dedup) ? new MarkSigner(spec.Dedup, seesAll: threads == 1) : null;
        return new ScanWorker(new RecordMapper(spec.Records, run.Plan.Records), steps.ForThread(), signer, spec.Output.KeepDropped, compress: !run.Work.IsNear);
    }
}
