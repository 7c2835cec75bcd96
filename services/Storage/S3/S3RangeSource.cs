using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.S3;

/// <summary>An object of a bucket, as it is when it is first asked for, or as it was when it was found.</summary>
internal sealed class S3RangeSource(IAmazonS3 client, string bucket, string key, string? etag = null) : RangeSource
{
    private string? _etag = etag;

    public override string Address => S3FileStore.AddressOf(bucket, key);

    public override async Task<RangeAnswer> AskAsync(long offset, int count, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = key,
            ByteRange = new ByteRange(offset, offset + count - 1),
            EtagToMatch = _etag,
        };
        try
        {
            var response = await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            _etag ??= response.ETag;
            return new RangeAnswer(LengthOf(response), response.ResponseStream, response) { Version = response.ETag };
        }
        catch (AmazonS3Exception exception) when (offset == 0 && exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return new RangeAnswer(0, Stream.Null, Stream.Null); // Of an empty object there is no range.
        }
    }

    // "bytes 0-1023/52428800"; a service that does not know ranges sends the whole.
    private static long LengthOf(GetObjectResponse response) => response.ContentRange is { } range
        ? long.Parse(range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture)
        : response.ContentLength;
}
