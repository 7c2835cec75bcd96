using Text2Llm.Proxy.Upstream;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>A search provider that this installation forwards to.</summary>
/// <param name="Id">What callers name it by.</param>
/// <param name="BaseAddress">The base of its API, ending in a slash.</param>
/// <param name="Options">Its configuration.</param>
/// <param name="Adapter">What speaks its wire format.</param>
internal sealed record SearchProvider(string Id, Uri BaseAddress, SearchProviderOptions Options, ISearchAdapter Adapter) : IUpstream
{
    public string DisplayName => Options.DisplayName.Length > 0 ? Options.DisplayName : Id;

    /// <summary>Always: nobody searches at the installation's expense.</summary>
    public bool KeyRequired => true;
}
