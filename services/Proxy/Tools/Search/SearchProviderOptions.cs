namespace Text2Llm.Proxy.Tools.Search;

/// <summary>One search provider: configuration section <c>SearchProviders:{id}</c>. Its address comes from here only, never from a caller.</summary>
public sealed record SearchProviderOptions
{
    /// <summary>The section that holds every search provider under its id.</summary>
    public const string Section = "SearchProviders";

    /// <summary>The base of the provider's API, for instance <c>https://api.search.brave.com/res/v1</c>. Required.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>The name shown to people. Empty: the id.</summary>
    public string DisplayName { get; init; } = "";
}
