namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>The table of prices: configuration section <c>Prices</c>, by default of <c>prices.json</c>, which says its date.</summary>
public sealed record PricesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Prices";

    /// <summary>The day on which the table was last checked, for instance 2026-11-01. Goes into every usage event that has a cost.</summary>
    public string Version { get; init; } = "";

    /// <summary>
    /// Prices by provider's id, then by model. A name that ends in <c>*</c> is for every model whose name begins with what is before it; the longest
    /// that fits counts.
    /// </summary>
    public IReadOnlyDictionary<string, Dictionary<string, ModelPrice>> Models { get; init; } = new Dictionary<string, Dictionary<string, ModelPrice>>();
}
