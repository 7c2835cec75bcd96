using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Speaks Brave's web search: a GET with the key in <c>X-Subscription-Token</c>.</summary>
internal sealed class BraveAdapter : ISearchAdapter
{
    public string ProviderId => "brave";

    public HttpRequestMessage CreateRequest(SearchProvider provider, string key, SearchRequest search)
    {
        var query = new QueryBuilder
        {
            { "q", search.Query },
            { "count", SearchCount.Of(search).ToString(CultureInfo.InvariantCulture) },
            { "result_filter", "web" },
            { "text_decorations", "false" },
        };
        if (search.Freshness != Freshness.Unspecified)
        {
            query.Add("freshness", ToCode(search.Freshness));
        }

        if (search.Country.Length > 0)
        {
            query.Add("country", search.Country.ToUpperInvariant());
        }

        if (search.Language.Length > 0)
        {
            query.Add("search_lang", ToBraves(search.Language.ToLowerInvariant(), search.Country.ToUpperInvariant()));
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(provider.BaseAddress, "web/search" + query.ToQueryString()));
        request.Headers.Add("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("X-Subscription-Token", key);
        return request;
    }

    public IEnumerable<SearchResult> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            // Without a result, Brave leaves "web" out.
            return JsonSerializer.Deserialize(answer, SearchAnswerJson.Default.BraveAnswer)?.Web?.Results
                .OfType<BraveAnswer.BravePage>().Select(ToResult) ?? [];
        }
        catch (JsonException unreadable)
        {
            throw new ProviderFaultException("Brave sent an answer that is no search result.", unreadable);
        }
    }

    // Even undecorated, titles and descriptions hold HTML's character references.
    private static SearchResult ToResult(BraveAnswer.BravePage found) => SearchResults.Create(
        WebUtility.HtmlDecode(found.Title), found.Url, WebUtility.HtmlDecode(found.Description), found.PageAge);

    /// <summary>Brave's code of a language, which for these is not that of ISO 639-1; of Chinese and Portuguese it has two, and the country tells.</summary>
    private static string ToBraves(string language, string country) => language switch
    {
        "ja" => "jp",
        "no" => "nb",
        "pt" => country == "PT" ? "pt-pt" : "pt-br",
        "zh" => country is "TW" or "HK" ? "zh-hant" : "zh-hans",
        _ => language,
    };

    private static string ToCode(Freshness freshness) => freshness switch
    {
        Freshness.Day => "pd",
        Freshness.Week => "pw",
        Freshness.Month => "pm",
        _ => "py",
    };
}
