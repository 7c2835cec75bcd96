using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>Says what a call cost. A model that the table does not know has no cost, which is not the same as none.</summary>
internal sealed class PriceTable(IOptions<PricesOptions> options)
{
    private const decimal Million = 1_000_000m;

    private readonly Dictionary<string, List<KeyValuePair<string, ModelPrice>>> _models = options.Value.Models.ToDictionary(
        provider => provider.Key,
        provider => provider.Value.OrderByDescending(model => Prefix(model.Key).Length).ToList(),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The day of the table.</summary>
    public string Version => options.Value.Version;

    /// <summary>The estimated cost in US dollars; null where the model's price is not known.</summary>
    public decimal? CostOf(string provider, string model, TokenUsage usage)
    {
        if (Find(provider, model) is not { } price)
        {
            return null;
        }

        var plain = usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteInputTokens;
        return ((Math.Max(0, plain) * price.Input)
            + (usage.CachedInputTokens * (price.CachedInput ?? price.Input))
            + (usage.CacheWriteInputTokens * (price.CacheWrite ?? price.Input))
            + (usage.OutputTokens * price.Output)) / Million;
    }

    private ModelPrice? Find(string provider, string model) => _models.TryGetValue(provider, out var models)
        ? models.FirstOrDefault(entry => Fits(entry.Key, model)).Value
        : null;

    private static bool Fits(string name, string model) => name.EndsWith('*')
        ? model.StartsWith(Prefix(name), StringComparison.OrdinalIgnoreCase)
        : model.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Prefix(string name) => name.TrimEnd('*');
}
