using System.Globalization;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>What search providers tell of a page, as a result of ours.</summary>
internal static class SearchResults
{
    /// <summary>One result. A date that cannot be read is left out.</summary>
    public static SearchResult Create(string? title, string? url, string? snippet, string? date)
    {
        var result = new SearchResult { Title = title ?? "", Url = url ?? "", Snippet = snippet ?? "" };
        if (DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var published))
        {
            result.Published = published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return result;
    }

    /// <summary>Whether it leads to a page: whoever shows it makes a link of it.</summary>
    public static bool IsPage(SearchResult result) =>
        Uri.TryCreate(result.Url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
