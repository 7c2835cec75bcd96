using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Fetches pages and follows their redirects, each of which is checked as the first address was.</summary>
internal sealed class PageFetcher(PageConnections connections, IOptions<FetchOptions> options)
{
    private const int MostRedirects = 5;

    /// <summary>Fetches one page.</summary>
    /// <exception cref="CallException">It is refused, answered with an error, or is not text.</exception>
    /// <exception cref="HttpRequestException">Its server cannot be reached; the refusal of its address may be within.</exception>
    public async Task<FetchedPage> FetchAsync(Uri address, CancellationToken cancel)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = CreateRequest(address);
            using var answer = await connections.Invoker.SendAsync(request, cancel);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                address = PageAddress.Redirected(address, answer.Headers.Location);
                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw FetchErrors.Status((int)answer.StatusCode);
            }

            PageText.CheckKind(answer.Content.Headers.ContentType);
            var (body, isWhole) = await BoundedContent.ReadAsync(answer.Content, options.Value.MaxPageBytes, cancel);
            return new FetchedPage(address, answer.Content.Headers.ContentType, body, isWhole);
        }

        throw FetchErrors.Redirects($"The page redirects more than {MostRedirects} times.");
    }

    /// <summary>A request that says whose it is in kind, and nothing of whom it is for.</summary>
    private static HttpRequestMessage CreateRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("User-Agent", "Text2Llm/0.1 (+fetch on behalf of a user)");
        request.Headers.Add("Accept", "text/html, application/xhtml+xml, text/*;q=0.9, application/json;q=0.9, application/xml;q=0.9, */*;q=0.1");
        return request;
    }
}
