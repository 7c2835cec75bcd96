namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>Says where the links of a page lead.</summary>
/// <param name="page">The page's address.</param>
internal sealed class PageLinks(Uri page)
{
    private const int Longest = 2000;

    private Uri _base = page;
    private bool _hasBase;

    /// <summary>Takes what links are relative to. The first counts, as in browsers; one on top of the other they could grow without end.</summary>
    public void SetBase(string? address)
    {
        if (!_hasBase && !string.IsNullOrEmpty(address))
        {
            _hasBase = true;
            _base = Uri.TryCreate(_base, address, out var named) ? named : _base;
        }
    }

    /// <summary>Where a link leads; empty where it leads to a place on the page itself, or to no page.</summary>
    public string Resolve(string? target) =>
        target is { Length: > 0 }
        && target[0] != '#'
        && target.Length + _base.OriginalString.Length <= Longest
        && Uri.TryCreate(_base, target, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.AbsoluteUri
            : "";
}
