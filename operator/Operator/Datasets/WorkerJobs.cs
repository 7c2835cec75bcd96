using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>
/// The Kubernetes Jobs of a DatasetJob's stages: one Indexed Job for a stage where the server has them, else one Job for each number. Their
/// pods are confined as far as the server knows how.
/// </summary>
internal sealed class WorkerJobs(JobsOptions options, Version server)
{
    private const string Part = "app.kubernetes.io/part-of";
    private const string Component = "app.kubernetes.io/component";
    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string TokenFolder = "/var/run/secrets/text2llm";
    private const int User = 1654;
    private const int DefaultBackoffLimit = 6;
    private const int TokenSeconds = 3600;
    private const int GraceSeconds = 10;
    private const int LongestName = 63;

    /// <summary>The label by which the operator finds what it has made for jobs.</summary>
    public const string Selector = ManagedBy + "=" + OperatorOptions.FieldManager;

    /// <summary>Whether the server has Indexed Jobs for good: from 1.24.</summary>
    public bool AreIndexed => server >= new Version(1, 24);

    // The pods' exit code for a job with mistakes, which no other pod would do better, is ExitCodes.Mistaken of the worker.
    private bool HasFailurePolicy => server >= new Version(1, 31);

    private bool HasLimitPerIndex => server >= new Version(1, 33);

    private bool HasUserNamespaces => server >= new Version(1, 33);

    /// <summary>The labels of everything that is made for a job.</summary>
    public static Dictionary<string, string> LabelsOf(V1Alpha1DatasetJob job) => new()
    {
        [Part] = "text2llm",
        [Component] = "worker",
        [ManagedBy] = OperatorOptions.FieldManager,
        [WorkerNames.JobLabel] = job.Metadata.Uid,
        [WorkerNames.JobNameLabel] = job.Metadata.Name,
    };

    /// <summary>The account of a job's pods, which may do nothing.</summary>
    public static V1ServiceAccount AccountOf(V1Alpha1DatasetJob job) => new V1ServiceAccount
    {
        Metadata = new() { Name = WorkerNames.AccountOf(job.Metadata.Name, job.Metadata.Uid), Labels = LabelsOf(job) },
        AutomountServiceAccountToken = false,
    }.OwnedBy(job);

    /// <summary>The Kubernetes Job of a stage, or of one of its numbers.</summary>
    /// <param name="job">The DatasetJob.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="number">The number; null for all of an Indexed Job's.</param>
    /// <param name="count">How many numbers the stage has.</param>
    public V1Job Of(V1Alpha1DatasetJob job, DatasetJobSpec spec, WorkerStage stage, int? number, int count)
    {
        var labels = LabelsOf(job);
        labels[WorkerNames.StageLabel] = WorkerStages.NameOf(stage);
        if (number is { } one)
        {
            labels[WorkerNames.NumberLabel] = one.ToString(CultureInfo.InvariantCulture);
        }

        var limit = spec.BackoffLimit ?? DefaultBackoffLimit;
        return new V1Job
        {
            Metadata = new() { Name = NameOf(job.Metadata.Name, job.Metadata.Uid, stage, number), Labels = labels },
            Spec = new()
            {
                CompletionMode = number is null ? "Indexed" : null,
                Completions = number is null ? count : null,
                Parallelism = number is null ? ParallelismOf(spec) : null,
                BackoffLimit = number is not null ? limit : HasLimitPerIndex ? null : (int)Math.Min(int.MaxValue, (long)limit * count),
                BackoffLimitPerIndex = number is null && HasLimitPerIndex ? limit : null,
                PodFailurePolicy = HasFailurePolicy ? FailurePolicy() : null,
                Template = new() { Metadata = new() { Labels = labels }, Spec = PodOf(job, spec) },
            },
        }.OwnedBy(job);
    }

    /// <summary>How many pods of a job run at once.</summary>
    public int ParallelismOf(DatasetJobSpec spec) => Math.Min(spec.Parallelism ?? 1, options.MaxParallelism);

    /// <summary>The same name each time, of at most 63 characters.</summary>
    public static string NameOf(string job, string uid, WorkerStage stage, int? number)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"-{WorkerStages.NameOf(stage)}{(number is { } one ? $"-{one}" : "")}");
        if (job.Length + ending.Length <= LongestName)
        {
            return job + ending;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..8];
        return $"{job[..(LongestName - ending.Length - hash.Length - 1)].TrimEnd('-', '.')}-{hash}{ending}";
    }

    private static V1Toleration TolerationOf(JobToleration toleration) => new()
    {
        Key = toleration.Key,
        OperatorProperty = toleration.Operator,
        Value = toleration.Value,
        Effect = toleration.Effect,
        TolerationSeconds = toleration.TolerationSeconds,
    };

    private static V1PodFailurePolicy FailurePolicy() => new()
    {
        Rules =
        [
            new()
            {
                Action = "FailJob",
                OnExitCodes = new() { ContainerName = "worker", OperatorProperty = "In", Values = [2] },
            },
            new()
            {
                // A node that goes away is not the pod's fault.
                Action = "Ignore",
                OnPodConditions = [new() { Type = "DisruptionTarget", Status = "True" }],
            },
        ],
    };

    private V1PodSpec PodOf(V1Alpha1DatasetJob job, DatasetJobSpec spec)
    {
        var resources = WorkerResources.Of(spec.Resources, options);
        return new()
        {
            ServiceAccountName = WorkerNames.AccountOf(job.Metadata.Name, job.Metadata.Uid),
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            HostUsers = HasUserNamespaces ? false : null,
            RestartPolicy = "Never",
            TerminationGracePeriodSeconds = GraceSeconds,
            RuntimeClassName = spec.RuntimeClassName ?? options.RuntimeClass,
            PriorityClassName = options.PriorityClassName,
            NodeSelector = options.NodeSelector.Count > 0 ? options.NodeSelector.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]) : null,
            Tolerations = options.Tolerations.Count > 0 ? [.. options.Tolerations.Select(TolerationOf)] : null,
            ImagePullSecrets = options.ImagePullSecrets.Count > 0 ? [.. options.ImagePullSecrets.Select(name => new V1LocalObjectReference { Name = name })] : null,
            SecurityContext = new()
            {
                RunAsNonRoot = true,
                RunAsUser = User,
                RunAsGroup = User,
                FsGroup = User,
                SeccompProfile = new() { Type = "RuntimeDefault" },
            },
            Containers =
            [
                new()
                {
                    Name = "worker",
                    Image = options.Image,
                    ImagePullPolicy = options.ImagePullPolicy,
                    Args = ["pod"],
                    Env =
                    [
                        new() { Name = "TEXT2LLM_WORKER_SERVICE", Value = options.WorkerService.ToString() },
                        new() { Name = "TMPDIR", Value = "/tmp" },
                    ],
                    Resources = resources,
                    TerminationMessagePolicy = "FallbackToLogsOnError",
                    SecurityContext = new()
                    {
                        AllowPrivilegeEscalation = false,
                        ReadOnlyRootFilesystem = true,
                        Capabilities = new() { Drop = ["ALL"] },
                    },
                    VolumeMounts =
                    [
                        new() { Name = "scratch", MountPath = "/tmp" },
                        new() { Name = "token", MountPath = TokenFolder, ReadOnlyProperty = true },
                    ],
                },
            ],
            Volumes =
            [
                new() { Name = "scratch", EmptyDir = new() { SizeLimit = resources.Limits["ephemeral-storage"] } },
                new()
                {
                    Name = "token",
                    Projected = new()
                    {
                        Sources = [new() { ServiceAccountToken = new() { Path = "token", Audience = WorkerNames.Audience, ExpirationSeconds = TokenSeconds } }],
                    },
                },
            ],
        };
    }
}
