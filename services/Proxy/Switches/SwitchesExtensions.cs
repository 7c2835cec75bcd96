using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Proxy.Switches;

/// <summary>The kill switches.</summary>
internal static class SwitchesExtensions
{
    /// <summary>Adds the switches, and what tells them how they stand.</summary>
    public static IServiceCollection AddSwitches(this IServiceCollection services)
    {
        services.AddCheckedOptions<SwitchesOptions>(SwitchesOptions.Section);
        services.AddSingleton<IValidateOptions<SwitchesOptions>, SwitchesOptionsValidator>();
        services.AddSingleton<SwitchableProviders>();
        services.AddSingleton<ProviderSwitches>();
        services.AddHostedService<SwitchWatch>();
        return services;
    }
}
