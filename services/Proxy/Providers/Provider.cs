using Text2Llm.Proxy.Upstream;

namespace Text2Llm.Proxy.Providers;

/// <summary>A provider that this installation forwards to.</summary>
/// <param name="Id">What callers name it by.</param>
/// <param name="BaseAddress">The base of its API, ending in a slash.</param>
/// <param name="Options">Its configuration.</param>
/// <param name="Adapter">What speaks its wire format.</param>
internal sealed record Provider(string Id, Uri BaseAddress, ProviderOptions Options, IProviderAdapter Adapter) : IUpstream
{
    /// <summary>The name shown to people.</summary>
    public string DisplayName => Options.DisplayName.Length > 0 ? Options.DisplayName : Id;

    /// <summary>Whether a call needs the caller's own key.</summary>
    public bool KeyRequired => Options.KeyRequired;
}
