namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>The table of prices: configuration section <c>Prices</c>, by default of <c>prices.json</c>, which says its date.</summary>
public sealed record PricesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Prices";

    /// <summary>The day on which the table was last checked, for instance 2026-11-01. Goes into every usage event that has a cost.</summary>
    public string Version { get; init; } = "";

    /// <summary>
    /// Prices by provider's id, then by model. In a model's name <c>*</c> stands for anything, also for the colon, which no name here can hold;
    /// of those that fit, the one that leaves least open counts.
    /// </summary>
    public IReadOnlyDictionary<string, Dictionary<string, ModelPrice>> Models { get; init; } = new Dictionary<string, Dictionary<string, ModelPrice>>();
}
