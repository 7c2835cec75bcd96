using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Http;

namespace Text2Llm.Storage.Tests;

/// <summary>Gives URLs to a bucket's objects, as whoever holds the credentials does. The first ones for a file are wrong, where that is wanted.</summary>
internal sealed class BucketUrls(IAmazonS3 client, string bucket, bool expired = false, string folder = "") : IPresignedUrls
{
    private readonly ConcurrentDictionary<string, int> _asked = [];

    /// <summary>How often which URL was asked for.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) =>
        S3Server.StoreOf(client, bucket, folder).ListAsync(prefix, cancellationToken);

    public ValueTask<Uri> ReadAsync(string name, CancellationToken cancellationToken) => SignAsync(new() { Key = name, Verb = HttpVerb.GET });

    public ValueTask<Uri> WriteAsync(string name, CancellationToken cancellationToken) => SignAsync(new() { Key = name, Verb = HttpVerb.PUT });

    public async ValueTask<string> BeginAsync(string name, CancellationToken cancellationToken) =>
        (await client.InitiateMultipartUploadAsync(bucket, folder + name, cancellationToken)).UploadId;

    public ValueTask<Uri> WritePartAsync(string name, string upload, int number, CancellationToken cancellationToken) =>
        SignAsync(new() { Key = name, Verb = HttpVerb.PUT, UploadId = upload, PartNumber = number });

    public Task CompleteAsync(string name, string upload, IReadOnlyList<string> etags, CancellationToken cancellationToken)
    {
        var parts = etags.Select((etag, index) => new PartETag(index + 1, etag)).ToList();
        var request = new CompleteMultipartUploadRequest { BucketName = bucket, Key = folder + name, UploadId = upload, PartETags = parts };
        return client.CompleteMultipartUploadAsync(request, cancellationToken);
    }

    public Task AbortAsync(string name, string upload, CancellationToken cancellationToken) =>
        client.AbortMultipartUploadAsync(bucket, folder + name, upload, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => client.DeleteObjectAsync(bucket, folder + name, cancellationToken);

    private async ValueTask<Uri> SignAsync(GetPreSignedUrlRequest request)
    {
        var times = _asked.AddOrUpdate($"{request.Verb} {request.Key} {request.PartNumber}".TrimEnd(), 1, (_, count) => count + 1);
        request.BucketName = bucket;
        request.Key = folder + request.Key;
        request.Protocol = Protocol.HTTP;
        request.Expires = TimeProvider.System.GetUtcNow().UtcDateTime + (expired && times == 1 ? TimeSpan.FromMinutes(-10) : TimeSpan.FromMinutes(10));
        var url = await client.GetPreSignedURLAsync(request);
        return new Uri(url);
    }
}
