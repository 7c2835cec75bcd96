using System.Net;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>Checks at start that every allowed network is one.</summary>
internal sealed class FetchOptionsValidator : IValidateOptions<FetchOptions>
{
    public ValidateOptionsResult Validate(string? name, FetchOptions options)
    {
        var mistakes = options.AllowedPrivateNetworks
            .Where(network => !IPNetwork.TryParse(network, out _))
            .Select(network => $"Fetch:AllowedPrivateNetworks has '{network}'; a network is like 10.20.0.0/16 or fd12:3456::/32.")
            .ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
