using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Datasets;

/// <summary>Where jobs are, and what they may touch: configuration section <c>Jobs</c>.</summary>
public sealed record JobsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Jobs";

    /// <summary>The namespace of DatasetJobs and their pods. Whoever may make pods there is taken for a job.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", ErrorMessage = "it must be the name of a namespace, such as text2llm-jobs.")]
    public string Namespace { get; init; } = "text2llm-jobs";

    /// <summary>Where the stages of all jobs leave files for each other: <c>s3://bucket/prefix</c>. No job may name it. Required.</summary>
    [RegularExpression("s3://[^/*?]+(/[^*?]*)?", ErrorMessage = "it must be s3://bucket/prefix.")]
    [Required(ErrorMessage = "it must be s3://bucket/prefix.")]
    public string Work { get; init; } = "";

    /// <summary>How long a URL is good for.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "12:00:00")]
    public TimeSpan UrlLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What the URIs of inputs must begin with, one of them; empty: anything that the storage's keys open.</summary>
    public IReadOnlyList<string> SourcePrefixes { get; init; } = [];

    /// <summary>The same of outputs.</summary>
    public IReadOnlyList<string> OutputPrefixes { get; init; } = [];

    /// <summary>Whose calls for jobs' files are taken: <c>NAMESPACE:SERVICEACCOUNT</c>, the operator's.</summary>
    [RegularExpression("[a-z0-9-]+:[a-z0-9.-]+", ErrorMessage = "it must be NAMESPACE:SERVICEACCOUNT, such as text2llm:text2llm-operator.")]
    public string OperatorAccount { get; init; } = "text2llm:text2llm-operator";

    /// <summary>How often pods are asked to say how far they are.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the stages of a job leave files for each other.</summary>
    public string WorkOf(string name, string uid) => $"{Work.TrimEnd('/')}/{name}-{uid}/";

    /// <summary>Whether a job may read a place.</summary>
    public bool MayRead(string uri) => !IsWork(uri) && (SourcePrefixes.Count == 0 || SourcePrefixes.Any(prefix => IsUnder(uri, prefix)));

    /// <summary>Whether a job may write there.</summary>
    public bool MayWrite(string uri) => !IsWork(uri) && (OutputPrefixes.Count == 0 || OutputPrefixes.Any(prefix => IsUnder(uri, prefix)));

    // Neither in it nor around it.
    private bool IsWork(string uri) => IsUnder(uri, Work) || Work.StartsWith(uri.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);

    private static bool IsUnder(string uri, string prefix) =>
        (uri.TrimEnd('/') + "/").StartsWith(prefix.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
