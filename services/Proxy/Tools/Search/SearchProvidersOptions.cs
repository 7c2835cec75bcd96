namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Every search provider of the installation, by id: section <c>SearchProviders</c>.</summary>
public sealed class SearchProvidersOptions : Dictionary<string, SearchProviderOptions>
{
    /// <summary>Ids are taken without regard to case.</summary>
    public SearchProvidersOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
