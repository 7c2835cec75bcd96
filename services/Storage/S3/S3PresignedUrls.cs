using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Http;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.S3;

/// <summary>Gives URLs to the objects of a bucket under a prefix, as whoever holds the credentials may.</summary>
public sealed class S3PresignedUrls : IPresignedUrls
{
    private readonly IAmazonS3 _client;
    private readonly IAmazonS3 _signer;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;
    private readonly Retries _retries;
    private readonly S3FileStore _store;

    /// <param name="client">Asks the service; not owned.</param>
    /// <param name="signer">Signs; it has the service's address as those see it who use the URLs. Not owned.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What every name begins with in the bucket: empty, or with a slash at its end.</param>
    /// <param name="lifetime">How long a URL is good for.</param>
    /// <param name="transfers">How often what failed is tried again.</param>
    /// <param name="clock">Says what time it is.</param>
    /// <param name="random">Gives parts of waits, from 0 up to 1.</param>
    internal S3PresignedUrls(
        IAmazonS3 client, IAmazonS3 signer, string bucket, string prefix, TimeSpan lifetime, TransferOptions transfers, TimeProvider clock, Func<double> random)
    {
        (_client, _signer, _bucket, _prefix, _lifetime, _clock) = (client, signer, bucket, prefix, lifetime, clock);
        _retries = new Retries(transfers, clock, random);
        _store = new S3FileStore(client, bucket, prefix, transfers, clock, random);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellationToken) => _store.ListAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Uri> ReadAsync(string name, CancellationToken cancellationToken) => SignAsync(name, new() { Verb = HttpVerb.GET });

    /// <inheritdoc/>
    public ValueTask<Uri> WriteAsync(string name, CancellationToken cancellationToken) => SignAsync(name, new() { Verb = HttpVerb.PUT });

    /// <inheritdoc/>
    public async ValueTask<string> BeginAsync(string name, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = _bucket, Key = _prefix + name };
        var begun = await _retries.SendAsync(What("write", name), token => _client.InitiateMultipartUploadAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return begun.UploadId;
    }

    /// <inheritdoc/>
    public ValueTask<Uri> WritePartAsync(string name, string upload, int number, CancellationToken cancellationToken) =>
        SignAsync(name, new() { Verb = HttpVerb.PUT, UploadId = upload, PartNumber = number });

    /// <inheritdoc/>
    public Task CompleteAsync(string name, string upload, IReadOnlyList<string> etags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(etags);
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _bucket,
            Key = _prefix + name,
            UploadId = upload,
            PartETags = [.. etags.Select((etag, index) => new PartETag(index + 1, etag))],
        };
        return _retries.SendAsync(
            What("write", name),
            async token =>
            {
                try
                {
                    await _client.CompleteMultipartUploadAsync(request, token).ConfigureAwait(false);
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchUpload")
                {
                    // Asked for again: the answer to an earlier attempt was lost, not the attempt.
                    if (!await IsThereAsync(name, etags.Count, token).ConfigureAwait(false))
                    {
                        throw;
                    }
                }

                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AbortAsync(string name, string upload, CancellationToken cancellationToken) => _retries.SendAsync(
        What("remove", name),
        async token =>
        {
            try
            {
                await _client.AbortMultipartUploadAsync(_bucket, _prefix + name, upload, token).ConfigureAwait(false);
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
            {
                // It is what was wanted.
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => _store.DeleteAsync(name, cancellationToken).AsTask();

    // A service names what came in parts by their number.
    private async Task<bool> IsThereAsync(string name, int parts, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _client.GetObjectMetadataAsync(_bucket, _prefix + name, cancellationToken).ConfigureAwait(false);
            return found.ETag.Trim('"').EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{parts}"), StringComparison.Ordinal);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async ValueTask<Uri> SignAsync(string name, GetPreSignedUrlRequest request)
    {
        request.BucketName = _bucket;
        request.Key = _prefix + name;
        request.Expires = (_clock.GetUtcNow() + _lifetime).UtcDateTime;
        request.Protocol = _signer.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS;
        return new Uri(await _signer.GetPreSignedURLAsync(request).ConfigureAwait(false));
    }

    private string What(string verb, string name) => $"{verb} {S3FileStore.AddressOf(_bucket, _prefix + name)}";
}
