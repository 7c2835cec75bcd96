using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>The providers that this installation forwards to.</summary>
internal sealed class ProviderCatalog(IOptions<ProvidersOptions> options, IEnumerable<ProviderWire> wires)
{
    private readonly Dictionary<string, Provider> _providers = options.Value.ToDictionary(
        entry => entry.Key,
        entry => new Provider(entry.Key, entry.Value, wires.First(wire => wire.Name == entry.Value.Wire)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Every provider: first those that can be used at once, without a key; then by id.</summary>
    public IEnumerable<Provider> All =>
        _providers.Values.OrderBy(provider => provider.Options.KeyRequired).ThenBy(provider => provider.Id, StringComparer.Ordinal);

    /// <summary>The provider that a caller named.</summary>
    /// <exception cref="CallException">None was named, or one that is not configured.</exception>
    public Provider Find(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw Unknown($"Name a provider in the header x-provider; this installation has {Listed()}.");
        }

        return _providers.TryGetValue(id, out var provider)
            ? provider
            : throw Unknown($"This installation has no such provider; it has {Listed()}.");
    }

    private string Listed() => string.Join(", ", _providers.Keys);

    private static CallException Unknown(string message) => new(CallError.Invalid(message) with { Reason = ErrorReason.ProviderUnknown });
}
