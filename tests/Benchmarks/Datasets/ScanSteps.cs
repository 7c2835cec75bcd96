using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>Takes a job's records through reading, mapping and the job's steps on one thread, and writes nothing.</summary>
internal static class ScanSteps
{
    /// <summary>How many records have come through.</summary>
    public static async Task<long> RunAsync(string jobFile, CancellationToken cancel)
    {
        var (limits, progress) = (new RunLimits(), new RunProgress());
        var plan = await new Planner(await DatasetPlan.ReadAsync(jobFile, RunPlaces.Local, cancel), limits).MakeAsync(progress, cancel);
        var mapper = new RecordMapper(plan.Job.Spec.Records, plan.Records);
        var steps = (await StepChain.ReadAsync(plan, NoStores.Instance, cancel)).ForThread();
        var kept = 0L;
        foreach (var shard in plan.Shards)
        {
            await foreach (var input in new ScanFeed(plan, shard, limits, progress, new ReadMeter(), NoStores.Instance).ReadAsync(cancel))
            {
                using (input)
                {
                    for (var number = 0; number < input.Count; number++)
                    {
                        var (_, parsed) = input[number];
                        kept += mapper.TryMap(parsed, out var record, out _) && steps.All(step => step.Apply(ref record) is null) ? 1 : 0;
                    }
                }
            }
        }

        return kept;
    }
}
