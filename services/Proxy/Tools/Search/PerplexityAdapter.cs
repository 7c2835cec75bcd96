using System.Net.Http.Headers;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Speaks Perplexity's Search API: a POST of JSON with a Bearer key.</summary>
internal sealed class PerplexityAdapter : ISearchAdapter
{
    // Its own default is whole pages; a search gives an agent what to choose from, and fetch the rest.
    private const int TokensOfEachSnippet = 512;

    public string ProviderId => "perplexity";

    public HttpRequestMessage CreateRequest(SearchProvider provider, string key, SearchRequest search)
    {
        var question = new PerplexityQuestion(
            search.Query,
            SearchCount.Of(search),
            TokensOfEachSnippet,
            search.Country.Length > 0 ? search.Country.ToUpperInvariant() : null,
            search.Language.Length > 0 ? [search.Language.ToLowerInvariant()] : null,
            search.Freshness == Freshness.Unspecified ? null : search.Freshness.ToString().ToLowerInvariant());
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(provider.BaseAddress, "search"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, SearchAnswerJson.Default.PerplexityQuestion)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    public IEnumerable<SearchResult> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, SearchAnswerJson.Default.PerplexityAnswer)?.Results
                .OfType<PerplexityAnswer.PerplexityPage>()
                .Select(found => SearchResults.Create(found.Title, found.Url, found.Snippet, found.Date ?? found.LastUpdated)) ?? [];
        }
        catch (JsonException unreadable)
        {
            throw new ProviderFaultException("Perplexity sent an answer that is no search result.", unreadable);
        }
    }
}
