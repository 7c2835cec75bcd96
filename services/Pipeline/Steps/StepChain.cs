using Text2Llm.Pipeline.Chats;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Steps;

/// <summary>The steps of a job, in their order: clean, the rules of conversations, filters as the job lists them, personal data, decontamination.</summary>
internal sealed class StepChain
{
    private readonly DatasetJobSpec _spec;
    private readonly JobResources _resources;

    /// <summary>Reads what the steps share.</summary>
    /// <exception cref="IOException">A file that the job names cannot be read.</exception>
    public StepChain(DatasetJobSpec spec, JobResources resources) => (_spec, _resources) = (spec, resources);

    /// <summary>Makes the steps anew, for one thread.</summary>
    /// <exception cref="IOException">A file that the job names cannot be read.</exception>
    public IReadOnlyList<IRecordStep> ForThread() =>
    [
        new CleanStep(_spec.Clean),
        new ChatRules(_spec.Records.Repair),
        .. FilterSteps.Create(_spec.Filters, _resources),
        new EmptyStep(),
    ];
}
