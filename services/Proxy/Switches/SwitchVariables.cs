namespace Text2Llm.Proxy.Switches;

/// <summary>
/// The switches of the environment, or of any other source of configuration: <c>PROXY_ENABLED=false</c> switches everything off,
/// <c>PROXY_DISABLE_&lt;PROVIDER&gt;=true</c> one provider, its id in upper case and with <c>_</c> for <c>-</c>. They are read at start.
/// </summary>
internal static class SwitchVariables
{
    private const string Enabled = "PROXY_ENABLED";
    private const string DisablePrefix = "PROXY_DISABLE_";

    /// <summary>The switches that are off.</summary>
    public static IReadOnlyList<ProviderSwitch> Read(IConfiguration configuration)
    {
        var off = Disabling(configuration).Where(variable => IsTrue(variable.Value)).Select(variable => new ProviderSwitch(IdOf(variable)));
        return configuration[Enabled] is { } enabled && !IsTrue(enabled)
            ? [new ProviderSwitch(ProviderSwitch.Everything), .. off]
            : [.. off];
    }

    /// <summary>What is wrong with them: a value that is neither true nor false, a provider that there is not.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration, SwitchableProviders providers)
    {
        var wrong = Disabling(configuration).Append(configuration.GetSection(Enabled))
            .Where(variable => variable.Value is not null && !bool.TryParse(variable.Value, out _))
            .Select(variable => $"{variable.Key} is '{variable.Value}'; it must be true or false.");
        var unknown = Disabling(configuration)
            .Where(variable => !providers.Names.ContainsKey(IdOf(variable)))
            .Select(variable => $"{variable.Key} names no provider of this installation; it has {providers.Listed}.");
        return wrong.Concat(unknown);
    }

    private static IEnumerable<IConfigurationSection> Disabling(IConfiguration configuration) =>
        configuration.GetChildren().Where(section => section.Key.StartsWith(DisablePrefix, StringComparison.OrdinalIgnoreCase));

    private static string IdOf(IConfigurationSection variable) =>
        variable.Key[DisablePrefix.Length..].ToLowerInvariant().Replace('_', '-');

    private static bool IsTrue(string? value) => bool.TryParse(value, out var parsed) && parsed;
}
