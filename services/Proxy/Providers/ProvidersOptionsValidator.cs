using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Text2Llm.Proxy.Providers;

/// <summary>Checks the section <c>Providers</c> at start and names every mistake.</summary>
internal sealed partial class ProvidersOptionsValidator(IEnumerable<ProviderWire> wires) : IValidateOptions<ProvidersOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        List<string> mistakes = [];
        if (options.Count == 0)
        {
            mistakes.Add("Providers is empty; name at least one, for instance Providers:openai:BaseUrl.");
        }

        foreach (var (id, provider) in options)
        {
            if (!Id().IsMatch(id))
            {
                mistakes.Add($"Providers:{id} is no provider id; use lower case letters, digits and hyphens.");
            }

            if (!ProviderBase.IsValid(provider.BaseUrl))
            {
                mistakes.Add($"Providers:{id}:BaseUrl is '{provider.BaseUrl}'; it must be an absolute http(s) address without query or credentials.");
            }

            if (provider.ModelsBaseUrl.Length > 0 && !ProviderBase.IsValid(provider.ModelsBaseUrl))
            {
                mistakes.Add($"Providers:{id}:ModelsBaseUrl is '{provider.ModelsBaseUrl}'; it must be an absolute http(s) address, or empty.");
            }

            if (OpenPart(provider.ModelsBaseUrl) is { } open && open != OpenPart(provider.BaseUrl))
            {
                mistakes.Add($"Providers:{id}:ModelsBaseUrl leaves {{{open}}} open, which no key fills, as BaseUrl has it not; name that part, or leave ModelsBaseUrl empty.");
            }

            if (!wires.Any(wire => wire.Name == provider.Wire))
            {
                mistakes.Add($"Providers:{id}:Wire is '{provider.Wire}'; it must be one of {string.Join(", ", wires.Select(wire => wire.Name))}.");
            }

            if (provider.KeyUrl.Length > 0 && !provider.KeyUrl.StartsWith("https://", StringComparison.Ordinal))
            {
                mistakes.Add($"Providers:{id}:KeyUrl is '{provider.KeyUrl}'; it must be an https address, or empty.");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static string? OpenPart(string template) => ProviderBase.IsValid(template) ? new ProviderBase(template).Placeholder : null;

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex Id();
}
