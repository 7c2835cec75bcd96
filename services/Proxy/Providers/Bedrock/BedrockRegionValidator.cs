using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Checks at start that requests to Bedrock can be signed: for a region that the key names, or the configuration.</summary>
internal sealed class BedrockRegionValidator : IValidateOptions<ProvidersOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        List<string> mistakes = [.. options
            .Where(entry => entry.Value.Wire == BedrockWire.Name && entry.Value.Region.Length == 0)
            .Where(entry => !entry.Value.BaseUrl.Contains('{', StringComparison.Ordinal))
            .Select(entry => $"Providers:{entry.Key}:Region is empty; name the region, or leave it open in BaseUrl as {{region}}.")];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
