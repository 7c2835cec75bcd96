using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Operator.Datasets;

/// <summary>How DatasetJobs are run: configuration section <c>Jobs</c>.</summary>
public sealed record JobsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Jobs";

    /// <summary>The namespace of DatasetJobs and their pods.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", ErrorMessage = "it must be the name of a namespace, such as text2llm-jobs.")]
    public string Namespace { get; init; } = "text2llm-jobs";

    /// <summary>The image of worker pods; without one, this operator runs no DatasetJobs.</summary>
    public string Image { get; init; } = "";

    /// <summary>When nodes fetch the image: <c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    [AllowedValues("Always", "IfNotPresent", "Never")]
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>The secrets by which nodes fetch it.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Where the datasets service is: worker pods ask it for work, and this operator for what they have left.</summary>
    public Uri WorkerService { get; init; } = new("http://text2llm-datasets.text2llm.svc:8081");

    /// <summary>The file with this operator's token for the audience <c>text2llm-internal</c>.</summary>
    public string TokenFile { get; init; } = "/var/run/secrets/text2llm/token";

    /// <summary>Processor time of a worker pod whose job asks for none.</summary>
    public string DefaultCpu { get; init; } = "1";

    /// <summary>Memory of a worker pod whose job asks for none.</summary>
    public string DefaultMemory { get; init; } = "1Gi";

    /// <summary>Room on the node's disk of a worker pod whose job asks for none.</summary>
    public string DefaultScratch { get; init; } = "10Gi";

    /// <summary>The most processor time that a worker pod gets.</summary>
    public string MaxCpu { get; init; } = "4";

    /// <summary>The most memory.</summary>
    public string MaxMemory { get; init; } = "8Gi";

    /// <summary>The most room on the node's disk.</summary>
    public string MaxScratch { get; init; } = "50Gi";

    /// <summary>How many pods of a job may run at once.</summary>
    [Range(1, 10_000)]
    public int MaxParallelism { get; init; } = 20;

    /// <summary>The runtime classes that jobs may name; empty: none.</summary>
    public IReadOnlyList<string> RuntimeClasses { get; init; } = [];

    /// <summary>The runtime class of jobs that name none; null for the cluster's.</summary>
    public string? RuntimeClass { get; init; }

    /// <summary>The labels that a node must have for worker pods to run on it, each <c>LABEL=VALUE</c>.</summary>
    public IReadOnlyList<string> NodeSelector { get; init; } = [];

    /// <summary>The taints of nodes that worker pods put up with.</summary>
    public IReadOnlyList<JobToleration> Tolerations { get; init; } = [];

    /// <summary>The priority class of worker pods; null for the cluster's.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>What the URIs of inputs must begin with, one of them; empty: s3:// and anything.</summary>
    public IReadOnlyList<string> SourcePrefixes { get; init; } = [];

    /// <summary>The same of outputs.</summary>
    public IReadOnlyList<string> OutputPrefixes { get; init; } = [];

    /// <summary>How long the datasets service may take for an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
