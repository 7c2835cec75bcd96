using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Speaks one search provider's wire format. It only translates: sending, limits and errors are the same for all.</summary>
internal interface ISearchAdapter
{
    /// <summary>What callers and configuration name the provider by.</summary>
    string ProviderId { get; }

    /// <summary>A search in the house's shape as the provider's request.</summary>
    HttpRequestMessage CreateRequest(SearchProvider provider, string key, SearchRequest search);

    /// <summary>Reads the provider's answer: every result in its order, whatever was asked for.</summary>
    /// <exception cref="ProviderFaultException">It is no answer to a search.</exception>
    IEnumerable<SearchResult> Read(ReadOnlySpan<byte> answer);
}
