namespace Text2Llm.Proxy.Providers;

/// <summary>One provider: configuration section <c>Providers:{id}</c>. Its address comes from here only, never from a caller.</summary>
public sealed record ProviderOptions
{
    /// <summary>The section that holds every provider under its id.</summary>
    public const string Section = "Providers";

    /// <summary>The base of the provider's OpenAI-compatible API, for instance <c>https://api.openai.com/v1</c>. Required.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>The name shown to people. Empty: the id.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Whether a call needs the caller's own key.</summary>
    public bool KeyRequired { get; init; } = true;

    /// <summary>Where a person gets a key.</summary>
    public string KeyUrl { get; init; } = "";

    /// <summary>Models to suggest, best first.</summary>
    public IReadOnlyList<string> SuggestedModels { get; init; } = [];

    /// <summary>Whether the provider takes <c>stream_options.include_usage</c>, by which a stream says what it cost.</summary>
    public bool StreamsUsage { get; init; } = true;
}
