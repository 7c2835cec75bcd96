namespace Text2Llm.Proxy.Providers;

/// <summary>Every provider of the installation, by id: section <c>Providers</c>.</summary>
public sealed class ProvidersOptions : Dictionary<string, ProviderOptions>
{
    /// <summary>Ids are taken without regard to case.</summary>
    public ProvidersOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
