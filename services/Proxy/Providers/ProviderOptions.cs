namespace Text2Llm.Proxy.Providers;

/// <summary>One provider: configuration section <c>Providers:{id}</c>. Its address comes from here only, never from a caller.</summary>
public sealed record ProviderOptions
{
    /// <summary>The section that holds every provider under its id.</summary>
    public const string Section = "Providers";

    /// <summary>
    /// The base of the provider's API, for instance <c>https://api.openai.com/v1</c>. Required. One part of the host may be left open, as in
    /// <c>https://{resource}.openai.azure.com/openai/v1</c>; callers then send their key as <c>resource:key</c>.
    /// </summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>The wire format that it speaks: the name of a <see cref="ProviderWire"/>.</summary>
    public string Wire { get; init; } = "openai-compatible";

    /// <summary>The base of the list of models, where it is another one. Empty: <see cref="BaseUrl"/>.</summary>
    public string ModelsBaseUrl { get; init; } = "";

    /// <summary>The region that requests are signed for, where the key does not name it. For the wire format <c>bedrock</c>.</summary>
    public string Region { get; init; } = "";

    /// <summary>The name shown to people. Empty: the id.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Whether a call needs the caller's own key.</summary>
    public bool KeyRequired { get; init; } = true;

    /// <summary>Where a person gets a key.</summary>
    public string KeyUrl { get; init; } = "";

    /// <summary>How a key is to be written where that has several parts, for instance <c>resource:key</c>; shown to people.</summary>
    public string KeyForm { get; init; } = "";

    /// <summary>Models to suggest, best first.</summary>
    public IReadOnlyList<string> SuggestedModels { get; init; } = [];

    /// <summary>
    /// Whether the provider takes <c>stream_options.include_usage</c>, by which a stream says what it cost. For the wire format
    /// <c>openai-compatible</c>; the others know.
    /// </summary>
    public bool StreamsUsage { get; init; } = true;
}
