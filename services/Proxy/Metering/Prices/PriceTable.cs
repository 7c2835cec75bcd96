using System.IO.Enumeration;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>Says what a call cost. A model that the table does not know has no cost, which is not the same as none.</summary>
internal sealed class PriceTable(IOptions<PricesOptions> options)
{
    private const decimal Million = 1_000_000m;

    private readonly Dictionary<string, List<KeyValuePair<string, ModelPrice>>> _models = options.Value.Models.ToDictionary(
        provider => provider.Key,
        provider => provider.Value.OrderByDescending(model => Said(model.Key)).ThenBy(model => model.Key.Contains('*')).ToList(),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The day of the table.</summary>
    public string Version => options.Value.Version;

    /// <summary>The estimated cost in US dollars; null where the model's price is not known.</summary>
    public decimal? CostOf(string provider, string model, TokenUsage usage)
    {
        if (Find(provider, model) is not { Input: { } input } price || (price.Output is null && usage.OutputTokens > 0))
        {
            return null;
        }

        var plain = usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteInputTokens;
        return ((Math.Max(0, plain) * input)
            + (usage.CachedInputTokens * (price.CachedInput ?? input))
            + (usage.CacheWriteInputTokens * (price.CacheWrite ?? input))
            + (usage.OutputTokens * (price.Output ?? 0))) / Million;
    }

    private ModelPrice? Find(string provider, string model) => _models.TryGetValue(provider, out var models)
        ? models.FirstOrDefault(entry => FileSystemName.MatchesSimpleExpression(entry.Key, model)).Value
        : null;

    /// <summary>How much a name says: the characters that it does not leave open.</summary>
    private static int Said(string name) => name.Count(character => character != '*');
}
