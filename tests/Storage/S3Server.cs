using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Amazon.S3;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Tests;
using Text2Llm.Storage.Transfers;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace Text2Llm.Storage.Tests;

/// <summary>A real S3 service on this machine for all tests: see tests/lab/s3.sh.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private static readonly string Script = Path.GetFullPath(
        typeof(S3Server).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "S3Script").Value!);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"text2llm-{Path.GetRandomFileName()}");
    private int _buckets;

    internal S3Options Options { get; private set; } = new();

    internal IAmazonS3 Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var words = (await RunAsync("up")).Split(' ');
        Options = new S3Options { Endpoint = new Uri(words[0]), AccessKey = words[1], SecretKey = words[2] };
        Client = S3Client.Create(Options);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await RunAsync("down");
    }

    /// <summary>Makes a bucket that no other test has.</summary>
    internal async Task<string> NewBucketAsync()
    {
        var bucket = $"bucket-{Interlocked.Increment(ref _buckets).ToString(CultureInfo.InvariantCulture)}";
        await Client.PutBucketAsync(bucket, TestContext.Current.CancellationToken);
        return bucket;
    }

    /// <summary>A store in a bucket of its own.</summary>
    internal async Task<S3FileStore> NewStoreAsync(string prefix = "", TransferOptions? options = null) =>
        StoreOf(Client, await NewBucketAsync(), prefix, options);

    internal static S3FileStore StoreOf(IAmazonS3 client, string bucket, string prefix = "", TransferOptions? options = null) =>
        new(client, bucket, prefix, options ?? new TransferOptions(), TimeProvider.System, () => 0);

    private async Task<string> RunAsync(string command)
    {
        var start = new ProcessStartInfo(Script, [command, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["S3_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"'{Script} {command}' failed; '{Script} install' installs what it needs. {await error}");
    }
}
