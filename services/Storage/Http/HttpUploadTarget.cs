using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Http;

/// <summary>A file that is being written under presigned URLs.</summary>
internal sealed class HttpUploadTarget(string name, IPresignedUrls urls, HttpClient client, TransferOptions options, Retries retries) : UploadTarget
{
    private readonly ConcurrentDictionary<int, string> _etags = [];
    private readonly string _what = $"write {name}";
    private string? _upload;

    public override int PartBytes => options.PartBytes;

    public override Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(new RenewedUrl(client, token => urls.WriteAsync(name, token)), content, cancellationToken);

    public override async Task BeginAsync(CancellationToken cancellationToken) =>
        _upload = await urls.BeginAsync(name, cancellationToken).ConfigureAwait(false);

    public override async Task PutPartAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var url = new RenewedUrl(client, token => urls.WritePartAsync(name, _upload!, number, token));
        _etags[number] = await PutAsync(url, content, cancellationToken).ConfigureAwait(false)
            ?? throw new IOException($"cannot {_what}: the store does not name what it was sent (no ETag)");
    }

    public override Task CompleteAsync(long length, CancellationToken cancellationToken) =>
        urls.CompleteAsync(name, _upload!, [.. _etags.OrderBy(part => part.Key).Select(part => part.Value)], cancellationToken);

    public override Task AbortAsync(CancellationToken cancellationToken) =>
        _upload is null ? Task.CompletedTask : urls.AbortAsync(name, _upload, cancellationToken);

    [SuppressMessage("Security", "CA5351", Justification = "It is S3's checksum against damage on the way; nothing is kept secret by it.")]
    private Task<string?> PutAsync(RenewedUrl url, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var md5 = MD5.HashData(content.Span);
        return retries.SendAsync(
            _what,
            async token =>
            {
                using var response = await url.SendAsync(Request, null, token).ConfigureAwait(false);
                return response.Headers.ETag?.ToString();
            },
            cancellationToken);

        HttpRequestMessage Request()
        {
            var body = new ReadOnlyMemoryContent(content);
            body.Headers.ContentMD5 = md5;
            return new HttpRequestMessage { Method = HttpMethod.Put, Content = body };
        }
    }
}
