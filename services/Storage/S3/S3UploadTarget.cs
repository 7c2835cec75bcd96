using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.S3;

/// <summary>An object that is being written to a bucket. The service checks every byte against the MD5 that comes with it.</summary>
internal sealed class S3UploadTarget(IAmazonS3 client, string bucket, string key, TransferOptions options, Retries retries) : UploadTarget
{
    private const int MostParts = 10_000;

    private readonly ConcurrentDictionary<int, string> _etags = [];
    private readonly string _what = $"write {S3FileStore.AddressOf(bucket, key)}";
    private readonly bool _encrypted = client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) != true;
    private string? _upload;

    public override int PartBytes => options.PartBytes;

    public override Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var md5 = Md5Of(content);
        return retries.SendAsync(
            _what,
            async token =>
            {
                using var body = StreamOf(content);
                return await client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        InputStream = body,
                        MD5Digest = md5,
                        UseChunkEncoding = false,
                        DisablePayloadSigning = _encrypted,
                    },
                    token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key };
        var response = await retries.SendAsync(_what, token => client.InitiateMultipartUploadAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        _upload = response.UploadId;
    }

    public override async Task PutPartAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (number > MostParts)
        {
            throw new IOException($"cannot {_what}: it is larger than {(long)MostParts * PartBytes} bytes, the most that fits in {MostParts} parts");
        }

        var md5 = Md5Of(content);
        var response = await retries.SendAsync(
            _what,
            async token =>
            {
                using var body = StreamOf(content);
                return await client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        UploadId = _upload,
                        PartNumber = number,
                        PartSize = content.Length,
                        InputStream = body,
                        MD5Digest = md5,
                        UseChunkEncoding = false,
                        DisablePayloadSigning = _encrypted,
                    },
                    token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        _etags[number] = response.ETag;
    }

    public override async Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _upload,
            PartETags = [.. _etags.OrderBy(part => part.Key).Select(part => new PartETag(part.Key, part.Value))],
        };
        var attempts = 0;
        await retries.SendAsync(
            _what,
            async token =>
            {
                try
                {
                    attempts++;
                    await client.CompleteMultipartUploadAsync(request, token).ConfigureAwait(false);
                }
                catch (AmazonS3Exception exception) when (attempts > 1 && exception.ErrorCode == "NoSuchUpload")
                {
                    // The answer to an earlier attempt was lost, not the attempt.
                    if (!await IsThereAsync(length, token).ConfigureAwait(false))
                    {
                        throw;
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override Task AbortAsync(CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _upload };
        return retries.SendAsync(_what, token => client.AbortMultipartUploadAsync(request, token), cancellationToken);
    }

    // A service names what came in parts by their number.
    private async Task<bool> IsThereAsync(long length, CancellationToken cancellationToken)
    {
        var found = await client.GetObjectMetadataAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        var ending = string.Create(CultureInfo.InvariantCulture, $"-{_etags.Count}");
        return found.ContentLength == length && found.ETag.Trim('"').EndsWith(ending, StringComparison.Ordinal);
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array) && array.Array is { } bytes
            ? new MemoryStream(bytes, array.Offset, array.Count, writable: false)
            : throw new InvalidOperationException("Parts are in arrays.");

    [SuppressMessage("Security", "CA5351", Justification = "It is S3's checksum against damage on the way; nothing is kept secret by it.")]
    private static string Md5Of(ReadOnlyMemory<byte> content) => Convert.ToBase64String(MD5.HashData(content.Span));
}
