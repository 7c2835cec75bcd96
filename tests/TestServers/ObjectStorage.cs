using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Text2Llm.TestServers;

/// <summary>A real S3 service, on the loopback interface unless a test needs it elsewhere: see tests/lab/s3.sh.</summary>
public sealed class ObjectStorage : IAsyncDisposable
{
    private static readonly string Script = Path.GetFullPath(
        typeof(ObjectStorage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "StorageScript").Value!);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"text2llm-{Path.GetRandomFileName()}");

    private ObjectStorage()
    {
    }

    /// <summary>Its address.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The name of the key that may do anything.</summary>
    public string AccessKey { get; private set; } = "";

    /// <summary>That key.</summary>
    public string SecretKey { get; private set; } = "";

    /// <summary>Asks it.</summary>
    public IAmazonS3 Client { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    public static async Task<ObjectStorage> StartAsync(IPAddress? address = null)
    {
        var storage = new ObjectStorage();
        var said = await storage.RunAsync("up", address);
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

    /// <summary>Writes an object.</summary>
    public async Task UploadAsync(string bucket, string key, string file) => await Client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = bucket,
        Key = key,
        FilePath = file,
        UseChunkEncoding = false,
    });

    /// <summary>Reads an object.</summary>
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

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await RunAsync("down");
    }

    private async Task<string> RunAsync(string command, IPAddress? address = null)
    {
        var start = new ProcessStartInfo(Script, [command, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["S3_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.Environment["S3_ADDRESS"] = $"{address ?? IPAddress.Loopback}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"'{Script} {command}' failed. {await error}");
    }
}
