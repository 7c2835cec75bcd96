using Microsoft.Extensions.Options;
using Text2Llm.Datasets.Workers;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.Storage;
using Text2Llm.Storage.Http;
using Text2Llm.Storage.S3;

namespace Text2Llm.Datasets.Files;

/// <summary>Opens the places of a job to its pods, and no others.</summary>
internal sealed class JobStorage(Stores stores, IOptions<JobsOptions> options)
{
    private const int LongestName = 1024; // S3's own limit.
    private const string S3 = "s3://";

    private readonly JobsOptions _jobs = options.Value;

    /// <summary>A file that a pod may read, and what gives URLs to it.</summary>
    /// <exception cref="CallException">It may not.</exception>
    public (IPresignedUrls Urls, string Name) Readable(WorkerPod pod, FileArea area, string name) => area == FileArea.Input
        ? Input(pod, name, pod.Inputs.MayRead(name))
        : Writable(pod, area, name);

    /// <summary>Where names that a pod may know begin, and what lists them; the bucket's URI stands before them where they are inputs.</summary>
    /// <exception cref="CallException">It may not.</exception>
    public (IPresignedUrls Urls, string Prefix, string Before) Listable(WorkerPod pod, FileArea area, string prefix)
    {
        if (area != FileArea.Input)
        {
            return (Own(pod, area), prefix.Length == 0 ? "" : Checked(prefix, prefix.TrimEnd('/')), "");
        }

        var (urls, key) = Input(pod, prefix, pod.Inputs.MayList(prefix));
        return (urls, key, prefix[..^key.Length]);
    }

    /// <summary>A file that a pod may write, and what gives URLs to it.</summary>
    /// <exception cref="CallException">It may not.</exception>
    public (IPresignedUrls Urls, string Name) Writable(WorkerPod pod, FileArea area, string name) => (Own(pod, area), Checked(name, name));

    private S3PresignedUrls Own(WorkerPod pod, FileArea area) => area switch
    {
        FileArea.Work => stores.PresignFolder(pod.Work, _jobs.UrlLifetime),
        FileArea.Output when _jobs.MayWrite(pod.Output) => stores.PresignFolder(pod.Output, _jobs.UrlLifetime),
        FileArea.Output => throw FileRefusal.Of($"This installation writes no datasets to {pod.Output}."),
        FileArea.Input => throw FileRefusal.Of("The input is for reading alone."),
        _ => throw new CallException(CallError.Invalid("No area is named: input, work or output.")),
    };

    private (IPresignedUrls Urls, string Name) Input(WorkerPod pod, string uri, bool isNamed)
    {
        if (uri.Length > LongestName || !uri.StartsWith(S3, StringComparison.Ordinal) || uri.Split('/').Any(part => part is "." or ".."))
        {
            throw new CallException(CallError.Invalid(
                $"A file of the input is named by s3://bucket/key, of at most {LongestName} characters, without '.' or '..' between its slashes."));
        }

        if (!isNamed || !_jobs.MayRead(uri))
        {
            throw FileRefusal.Of(isNamed ? $"This installation reads nothing of {uri}." : $"The DatasetJob {pod.Job} does not name {uri}.");
        }

        var slash = uri.IndexOf('/', S3.Length);
        return slash < 0
            ? (stores.PresignFolder(uri, _jobs.UrlLifetime), "")
            : (stores.PresignFolder(uri[..slash], _jobs.UrlLifetime), uri[(slash + 1)..]);
    }

    private static string Checked(string name, string path) =>
        path.Length is > 0 and <= LongestName && path.Split('/').All(part => part is not ("" or "." or "..")) && !path.Any(char.IsControl)
            ? name
            : throw new CallException(CallError.Invalid(
                $"A file's name is relative, has at most {LongestName} characters, and neither empty parts nor '.' or '..' between its slashes."));
}
