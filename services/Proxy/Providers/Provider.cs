namespace Text2Llm.Proxy.Providers;

/// <summary>A provider that this installation forwards to.</summary>
/// <param name="Id">What callers name it by.</param>
/// <param name="Options">Its configuration.</param>
/// <param name="Wire">What speaks its wire format.</param>
internal sealed record Provider(string Id, ProviderOptions Options, ProviderWire Wire)
{
    private readonly ProviderBase _base = new(Options.BaseUrl);
    private readonly ProviderBase _models = new(Options.ModelsBaseUrl.Length > 0 ? Options.ModelsBaseUrl : Options.BaseUrl);

    /// <summary>The name shown to people.</summary>
    public string DisplayName => Options.DisplayName.Length > 0 ? Options.DisplayName : Id;

    /// <summary>What the key names beside the secret, for instance <c>region</c>; null where it is the secret alone.</summary>
    public string? AccountName => _base.Placeholder;

    /// <summary>Where a call with this key goes.</summary>
    /// <param name="key">The caller's key; it fills the placeholder that the base may have.</param>
    /// <param name="path">The path below the base, for instance <c>chat/completions</c>; with a query, if need be, but never with a key.</param>
    public Uri AddressOf(ProviderKey key, string path) => new(_base.For(key.Account), path);

    /// <summary>Where the list of models is, for this key.</summary>
    public Uri ModelsAddressOf(ProviderKey key, string path) => new(_models.For(key.Account), path);
}
