using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>The search providers that this installation forwards to.</summary>
internal sealed class SearchProviderCatalog(IOptions<SearchProvidersOptions> options, IEnumerable<ISearchAdapter> adapters)
{
    private readonly Dictionary<string, SearchProvider> _providers = adapters
        .Where(adapter => options.Value.ContainsKey(adapter.ProviderId))
        .Select(adapter => (Adapter: adapter, Options: options.Value[adapter.ProviderId]))
        .Select(one => new SearchProvider(
            one.Adapter.ProviderId, new Uri(one.Options.BaseUrl.TrimEnd('/') + "/"), one.Options, one.Adapter))
        .ToDictionary(provider => provider.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The search provider that a caller named.</summary>
    /// <exception cref="CallException">None was named, or one that is not configured.</exception>
    public SearchProvider Find(string? id) =>
        id is not null && _providers.TryGetValue(id, out var provider)
            ? provider
            : throw new CallException(CallError.Invalid(
                $"Name a search provider in the header x-provider; this installation has {string.Join(", ", _providers.Keys)}.") with
            {
                Reason = ErrorReason.ProviderUnknown,
            });
}
