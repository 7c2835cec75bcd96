using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.S3;

/// <summary>Keeps files in a bucket, under a prefix.</summary>
public sealed class S3FileStore : IFileStore
{
    private readonly IAmazonS3 _client;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly TransferOptions _options;
    private readonly TimeProvider _clock;
    private readonly Retries _retries;

    /// <param name="client">Asks the service; not owned.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What every name begins with in the bucket: empty, or with a slash at its end.</param>
    /// <param name="options">How bytes are moved.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="random">Gives parts of waits, from 0 up to 1.</param>
    internal S3FileStore(IAmazonS3 client, string bucket, string prefix, TransferOptions options, TimeProvider clock, Func<double> random)
    {
        (_client, _bucket, _prefix, _options, _clock) = (client, bucket, prefix, options, clock);
        _retries = new Retries(options, clock, random);
    }

    /// <summary>Where an object is, for people.</summary>
    internal static string AddressOf(string bucket, string key) => $"s3://{bucket}/{key}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A service gives them in the order of their bytes, which is not the ordinal order of strings everywhere.
        var files = new List<StoredFile>();
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix + prefix };
        do
        {
            var page = await _retries.SendAsync(
                $"list {AddressOf(_bucket, request.Prefix)}", token => _client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;

            // Some programs make empty objects with a slash at their end, for folders.
            files.AddRange((page.S3Objects ?? [])
                .Where(found => !found.Key.EndsWith('/'))
                .Select(found => new StoredFile(found.Key[_prefix.Length..], found.Size ?? 0, found.ETag)));
        }
        while (request.ContinuationToken is not null);

        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var file in files)
        {
            yield return file;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        try
        {
            var found = await _retries.SendAsync(
                $"find {AddressOf(_bucket, key)}", token => _client.GetObjectMetadataAsync(_bucket, key, token), cancellationToken).ConfigureAwait(false);
            return new StoredFile(name, found.ContentLength, found.ETag);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken) => OpenAsync(new StoredFile(name, 0), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var source = new S3RangeSource(_client, _bucket, KeyOf(file.Name), file.Version);
        return await RangeStream.OpenAsync(new RangeReader(source, _retries), _options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var target = new S3UploadTarget(_client, _bucket, KeyOf(name), _options, _retries);
        return ValueTask.FromResult<IPendingFile>(new PendingUpload(target, _options, _clock));
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        await _retries.SendAsync(
            $"delete {AddressOf(_bucket, key)}", token => _client.DeleteObjectAsync(_bucket, key, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RemovePendingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AbortUploadsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden })
        {
            // Not everybody who may write may ask for this. Parts without a file are seen by nobody; the bucket's rule for them removes them.
        }
    }

    private async Task AbortUploadsAsync(CancellationToken cancellationToken)
    {
        if (_prefix.Length == 0)
        {
            return; // They would be all of the bucket's, others' among them.
        }

        var what = $"remove unfinished files of {AddressOf(_bucket, _prefix)}";
        var request = new ListMultipartUploadsRequest { BucketName = _bucket, Prefix = _prefix };
        bool more;
        do
        {
            var page = await _retries.SendAsync(what, token => _client.ListMultipartUploadsAsync(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                await _retries.SendAsync(
                    what, token => _client.AbortMultipartUploadAsync(_bucket, upload.Key, upload.UploadId, token), cancellationToken).ConfigureAwait(false);
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
            more = page.IsTruncated == true;
        }
        while (more);
    }

    private string KeyOf(string name) => name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)
        ? _prefix + name
        : throw new ArgumentException("A file's name is not empty, and has no character 0.", nameof(name));
}
