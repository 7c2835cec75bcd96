using System.Globalization;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Metering.Prices;

/// <summary>Checks the section <c>Prices</c> at start and names every mistake.</summary>
internal sealed class PricesOptionsValidator : IValidateOptions<PricesOptions>
{
    public ValidateOptionsResult Validate(string? name, PricesOptions options)
    {
        List<string> mistakes = [];
        if (!DateOnly.TryParseExact(options.Version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            mistakes.Add($"Prices:Version is '{options.Version}'; it must be the day of the table, for instance 2026-11-01.");
        }

        mistakes.AddRange(
            from provider in options.Models
            from model in provider.Value
            where new[] { model.Value.Input, model.Value.Output, model.Value.CachedInput, model.Value.CacheWrite }.Any(price => price < 0)
            select $"Prices:Models:{provider.Key}:{model.Key} has a price below 0.");
        mistakes.AddRange(
            from provider in options.Models
            from model in provider.Value
            where model.Value.Input is null
            select $"Prices:Models:{provider.Key}:{model.Key} has no Input; it must be the price of a million tokens read, 0 where they are free.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
