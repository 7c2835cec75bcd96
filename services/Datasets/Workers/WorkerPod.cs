using Text2Llm.Pipeline.Jobs;
using Text2Llm.Protos.V1;

namespace Text2Llm.Datasets.Workers;

/// <summary>A pod that has shown who it is, and what it works on.</summary>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's UID.</param>
/// <param name="Job">The name of its DatasetJob.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Number">Which shard, range, group or part of it.</param>
/// <param name="Document">The DatasetJob as JSON.</param>
/// <param name="Inputs">What the job may read, by what it names.</param>
/// <param name="Work">Where its stages leave files for each other.</param>
/// <param name="Output">Where its dataset goes.</param>
internal sealed record WorkerPod(
    string Name, string Uid, string Job, JobStage Stage, int Number, string Document, JobInputs Inputs, string Work, string Output);
