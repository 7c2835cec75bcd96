namespace Text2Llm.Proxy.Tools.Search;

/// <summary>What Perplexity's Search API is sent; a member that is null is left out.</summary>
/// <param name="Query">What to search for.</param>
/// <param name="MaxResults">1 to 20.</param>
/// <param name="MaxTokensPerPage">How much of each page comes as its snippet.</param>
/// <param name="Country">Two letters in upper case.</param>
/// <param name="SearchLanguageFilter">Languages, each two letters in lower case.</param>
/// <param name="SearchRecencyFilter"><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>.</param>
internal sealed record PerplexityQuestion(
    string Query,
    int MaxResults,
    int MaxTokensPerPage,
    string? Country,
    IReadOnlyList<string>? SearchLanguageFilter,
    string? SearchRecencyFilter);
