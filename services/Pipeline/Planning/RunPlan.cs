using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Planning;

/// <summary>
/// How a job on its input is divided into stages and shards. It is made once and kept with what the stages write, so that each of them, in
/// whatever process, at whatever time, works on the same parts.
/// </summary>
internal sealed record RunPlan
{
    /// <summary>The plan's file in the work store.</summary>
    public const string FileName = "plan.json";

    /// <summary>What the plan was made of: see <see cref="JobIdentity"/>.</summary>
    public required string Identity { get; init; }

    /// <summary>The job.</summary>
    public required DatasetJob Job { get; init; }

    /// <summary>The folder to which paths in the job are relative.</summary>
    public required string Folder { get; init; }

    /// <summary>The other files that the job names, which are read as a whole: lists of words, tokenizers.</summary>
    public required IReadOnlyList<PlannedFile> Named { get; init; }

    /// <summary>The files of its benchmarks.</summary>
    public required IReadOnlyList<PlannedFile> Benchmarks { get; init; }

    /// <summary>The folder to which the files' names are relative.</summary>
    public required string Base { get; init; }

    /// <summary>What the records are, told from some of them or by the job; the same for every shard.</summary>
    public required RecordLayout Records { get; init; }

    /// <summary>The files to read, in ordinal order of their names.</summary>
    public required IReadOnlyList<PlannedFile> Files { get; init; }

    /// <summary>What each scan reads.</summary>
    public required IReadOnlyList<PlannedShard> Shards { get; init; }

    /// <summary>What reads the files.</summary>
    public SourceReader ToReader(RunLimits limits, IStores stores) =>
        new(Job.Spec.Source, Job.Spec.Records, limits.MaxRecordBytes, new SourceOpener(stores).OpenAsync);

    public Task SaveAsync(IFileStore work, CancellationToken cancellationToken) =>
        work.WriteJsonAsync(FileName, this, cancellationToken);

    /// <summary>The plan that is kept in a work store, or null.</summary>
    public static Task<RunPlan?> FindAsync(IFileStore work, CancellationToken cancellationToken) =>
        work.FindJsonAsync<RunPlan>(FileName, cancellationToken);
}
