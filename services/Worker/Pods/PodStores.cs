using Text2Llm.Pipeline.Storage;
using Text2Llm.Protos.V1;
using Text2Llm.Storage;

namespace Text2Llm.Worker.Pods;

/// <summary>The places that the pod's job names, without a key to any of them.</summary>
/// <param name="stores">Reads and writes under URLs.</param>
/// <param name="client">Asks for URLs.</param>
internal sealed class PodStores(Stores stores, WorkerService.WorkerServiceClient client) : IStores
{
    private const string S3 = "s3://";

    /// <summary>What stages leave for each other.</summary>
    public IFileStore Work { get; } = stores.OpenPresigned(new AreaUrls(client, FileArea.Work));

    /// <summary>The dataset.</summary>
    public IFileStore Output { get; } = stores.OpenPresigned(new AreaUrls(client, FileArea.Output));

    /// <inheritdoc/>
    public StoredLocation Open(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.StartsWith(S3, StringComparison.Ordinal))
        {
            throw new FormatException("in a cluster only s3://bucket/key can be read: bring the file into a bucket");
        }

        var slash = uri.IndexOf('/', S3.Length);
        var bucket = slash < 0 ? uri + "/" : uri[..(slash + 1)];
        return new StoredLocation(stores.OpenPresigned(new AreaUrls(client, FileArea.Input, bucket)), slash < 0 ? "" : uri[(slash + 1)..]);
    }

    /// <inheritdoc/>
    /// <remarks>A job has one folder to write: its output.</remarks>
    public IFileStore OpenFolder(string uri) => Output;
}
