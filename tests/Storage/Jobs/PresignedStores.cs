using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Http;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Tests.Jobs;

/// <summary>What a worker pod has of a bucket: nothing but URLs, which somebody else signs.</summary>
internal sealed class PresignedStores(S3Server server, HttpClient client) : IStores
{
    public StoredLocation Open(string uri) => new(StoreOf(uri, ""), PlaceOf(uri)[1]);

    public IFileStore OpenFolder(string uri) => StoreOf(uri, PlaceOf(uri)[1].TrimEnd('/') + "/");

    private PresignedFileStore StoreOf(string uri, string folder) => new(
        new BucketUrls(server.Client, PlaceOf(uri)[0], folder: folder), client, new TransferOptions(), TimeProvider.System, () => 0);

    private static string[] PlaceOf(string uri) => uri["s3://".Length..].Split('/', 2);
}
