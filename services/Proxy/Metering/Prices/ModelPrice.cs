namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
public sealed record ModelPrice
{
    /// <summary>Tokens read. Every price has it.</summary>
    public decimal? Input { get; init; }

    /// <summary>Tokens written, those of thinking included. Unset for models that write none, as those for embeddings.</summary>
    public decimal? Output { get; init; }

    /// <summary>Tokens read from the provider's cache. Unset: as <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Tokens written to the provider's cache. Unset: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }
}
