using System.Collections.Concurrent;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>
/// Which stages this process has seen jobs come to. The cache may show an earlier status than was written; going by it, what is done would be
/// begun again.
/// </summary>
internal sealed class StageMemory
{
    private readonly ConcurrentDictionary<string, WorkerStage> _stages = [];

    /// <summary>Whether a status is behind what is known.</summary>
    public bool IsBehind(V1Alpha1DatasetJob job, WorkerStage stage) => _stages.TryGetValue(job.Metadata.Uid, out var known) && stage < known;

    /// <summary>A job has come to a stage.</summary>
    public void Note(V1Alpha1DatasetJob job, WorkerStage stage) => _stages[job.Metadata.Uid] = stage;

    /// <summary>A job is gone.</summary>
    public void Forget(V1Alpha1DatasetJob job) => _stages.TryRemove(job.Metadata.Uid, out _);
}
