using System.Security.Cryptography;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;

namespace Text2Llm.Pipeline.Planning;

/// <summary>
/// Tells whether what an earlier run left was made by the same program of the same job and the same files, so that a run may go on from it.
/// </summary>
internal static class JobIdentity
{
    /// <param name="job">The job.</param>
    /// <param name="files">The files that it reads.</param>
    /// <param name="resources">The files that it names beside them, such as lists of words.</param>
    public static string Of(DatasetJob job, IReadOnlyList<PlannedFile> files, IReadOnlyList<PlannedFile> resources)
    {
        // What concerns a cluster alone changes nothing of what is written.
        var spec = job.Spec with
        {
            Parallelism = null,
            BackoffLimit = null,
            ActiveDeadlineSeconds = null,
            TtlSecondsAfterFinished = null,
            Suspend = null,
            RuntimeClassName = null,
            Resources = null,
            Owner = null,
        };
        var build = typeof(JobIdentity).Module.ModuleVersionId;
        return Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(new Input(build, job.Metadata.Name, spec, files, resources), ReportJson.Lines)));
    }

    /// <summary>All that it depends on.</summary>
    internal sealed record Input(
        Guid Build, string Name, DatasetJobSpec Spec, IReadOnlyList<PlannedFile> Files, IReadOnlyList<PlannedFile> Resources);
}
