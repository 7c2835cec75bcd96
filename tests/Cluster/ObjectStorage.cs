using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Text2Llm.Cluster.Tests;

/// <summary>A real S3 service that pods reach: see tests/lab/s3.sh.</summary>
internal sealed class ObjectStorage : IAsyncDisposable
{
    private const string Script = "tests/lab/s3.sh";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"text2llm-{Path.GetRandomFileName()}");

    private ObjectStorage()
    {
    }

    public Uri Endpoint { get; private set; } = null!;

    public string AccessKey { get; private set; } = "";

    public string SecretKey { get; private set; } = "";

    public IAmazonS3 Client { get; private set; } = null!;

    public static async Task<ObjectStorage> StartAsync(IPAddress address)
    {
        var storage = new ObjectStorage();
        var said = await Shell.RunAsync(
            Script,
            ["up", storage._folder],
            ("S3_ADDRESS", address.ToString()),
            ("S3_OWNER", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        var words = said.Trim().Split(' ');
        (storage.Endpoint, storage.AccessKey, storage.SecretKey) = (new Uri(words[0]), words[1], words[2]);
        storage.Client = new AmazonS3Client(new BasicAWSCredentials(words[1], words[2]), new AmazonS3Config
        {
            ServiceURL = words[0],
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        return storage;
    }

    public async Task UploadAsync(string bucket, string key, string file) => await Client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = bucket,
        Key = key,
        FilePath = file,
        UseChunkEncoding = false,
    });

    public async Task<byte[]> ReadAsync(string bucket, string key)
    {
        using var answer = await Client.GetObjectAsync(bucket, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>The keys that begin with a prefix.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        List<string> keys = [];
        string? next = null;
        do
        {
            var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next });
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            next = page.NextContinuationToken;
        }
        while (next is not null);
        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await Shell.RunAsync(Script, ["down", _folder]);
    }
}
