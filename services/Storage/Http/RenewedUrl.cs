using System.Net;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage.Http;

/// <summary>A URL that is asked for when it is first needed, and anew when it is no longer taken.</summary>
/// <param name="client">Sends requests.</param>
/// <param name="ask">Gives a URL.</param>
internal sealed class RenewedUrl(HttpClient client, Func<CancellationToken, ValueTask<Uri>> ask)
{
    private Uri? _url;

    /// <summary>Sends a request to it. The answer is a success, or what the request says it understands besides.</summary>
    /// <param name="make">Makes the request; where it goes is set here.</param>
    /// <param name="understood">A status that is an answer too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StatusException">The answer is neither.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make, HttpStatusCode? understood, CancellationToken cancellationToken)
    {
        for (var fresh = _url is null; ; fresh = true)
        {
            _url ??= await ask(cancellationToken).ConfigureAwait(false);
            using var request = make();
            request.RequestUri = _url;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || response.StatusCode == understood)
            {
                return response;
            }

            var status = response.StatusCode;
            response.Dispose();
            _url = null;
            if (status != HttpStatusCode.Forbidden || fresh)
            {
                throw new StatusException(status);
            }
        }
    }
}
