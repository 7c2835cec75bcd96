using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Switches;

/// <summary>What can be switched: every provider that the configuration names.</summary>
/// <param name="configuration">The installation's configuration.</param>
internal sealed class SwitchableProviders(IConfiguration configuration)
{
    // Each holds providers by id. Read as they stand: their own checks at start tell what is wrong with them.
    private static readonly string[] Sections = [ProviderOptions.Section];

    /// <summary>The names for people, by id without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Names { get; } = Sections
        .SelectMany(section => configuration.GetSection(section).GetChildren())
        .DistinctBy(provider => provider.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            provider => provider.Key,
            provider => provider[nameof(ProviderOptions.DisplayName)] is { Length: > 0 } name ? name : provider.Key,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The ids, for a sentence.</summary>
    public string Listed => string.Join(", ", Names.Keys.Order(StringComparer.Ordinal));
}
