using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Http;

/// <summary>A file behind a URL, as it is when it is first asked for, or as it was when it was found.</summary>
/// <param name="address">Its name for errors.</param>
/// <param name="url">Where it is.</param>
/// <param name="version">Which version is wanted; null for what is there.</param>
internal sealed class HttpRangeSource(string address, RenewedUrl url, string? version = null) : RangeSource
{
    private string? _version = version;

    public override string Address => address;

    public override async Task<RangeAnswer> AskAsync(long offset, int count, CancellationToken cancellationToken)
    {
        var response = await url.SendAsync(() => Request(offset, count), HttpStatusCode.RequestedRangeNotSatisfiable, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return await AnswerAsync(response, offset, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Request(long offset, int count)
    {
        var request = new HttpRequestMessage { Method = HttpMethod.Get };
        request.Headers.Range = new RangeHeaderValue(offset, offset + count - 1);
        if (EntityTagHeaderValue.TryParse(_version, out var etag) && !etag.IsWeak)
        {
            request.Headers.IfMatch.Add(etag);
        }

        return request;
    }

    private async Task<RangeAnswer> AnswerAsync(HttpResponseMessage response, long offset, CancellationToken cancellationToken)
    {
        // Not every server heeds the condition.
        var found = VersionOf(response);
        _version ??= found;
        if (found is not null && found != _version)
        {
            throw new ChangedException();
        }

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return offset == 0
                ? new RangeAnswer(0, Stream.Null, response) { Version = _version } // Of an empty file there is no range.
                : throw new ChangedException();
        }

        var partial = response.StatusCode == HttpStatusCode.PartialContent;
        var length = partial ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
        if (length is null || (!partial && offset > 0))
        {
            throw new NotSupportedException("The server does not say how long the file is, or cannot send a part of it.");
        }

        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new RangeAnswer(length.Value, content, response) { Version = _version };
    }

    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag?.ToString() ?? response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
}
