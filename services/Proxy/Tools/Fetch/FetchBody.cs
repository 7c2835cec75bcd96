using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>A page to be fetched as it is asked for over HTTP; the members are those of <see cref="FetchRequest"/>.</summary>
/// <param name="Url">The page's address.</param>
/// <param name="MaxCharacters">The most characters of text.</param>
/// <param name="IncludeLinks">Whether links are given.</param>
internal sealed record FetchBody(string? Url, int? MaxCharacters, bool? IncludeLinks)
{
    /// <summary>The same in the house's shape, yet to be checked.</summary>
    public FetchRequest ToRequest()
    {
        var request = new FetchRequest { Url = Url ?? "", IncludeLinks = IncludeLinks ?? false };
        if (MaxCharacters is { } most)
        {
            request.MaxCharacters = most;
        }

        return request;
    }
}
