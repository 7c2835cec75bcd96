using System.Security.Cryptography;
using System.Text;

namespace Text2Llm.Resources.Datasets;

/// <summary>How a DatasetJob's worker pods are told: by whoever makes them, and by whoever gives them work.</summary>
public static class WorkerNames
{
    /// <summary>The label with the job's UID.</summary>
    public const string JobLabel = "text2llm.io/job";

    /// <summary>The label with the job's name.</summary>
    public const string JobNameLabel = "text2llm.io/job-name";

    /// <summary>The label with the stage.</summary>
    public const string StageLabel = "text2llm.io/stage";

    /// <summary>The label with the number of the shard, range, group or part; of an Indexed Job's pod, <see cref="IndexAnnotation"/> says it.</summary>
    public const string NumberLabel = "text2llm.io/number";

    /// <summary>The annotation of a pod of an Indexed Job with its number.</summary>
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";

    /// <summary>The annotation with how far a pod is: <see cref="WorkerProgress"/> as JSON.</summary>
    public const string ProgressAnnotation = "text2llm.io/progress";

    /// <summary>For whom the tokens of worker pods are made.</summary>
    public const string Audience = "text2llm-worker";

    /// <summary>The name of the service account that a job's pods have, and no others.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="uid">The job's UID.</param>
    public static string AccountOf(string name, string uid)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uid);
        var beginning = (name.Length > 40 ? name[..40] : name).TrimEnd('-', '.');
        return $"dsj-{beginning}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..8]}";
    }
}
