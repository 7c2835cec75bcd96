using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Proxy.Switches;

/// <summary>The kill switches.</summary>
internal static class SwitchesExtensions
{
    /// <summary>Adds the switches, and what tells them how they stand.</summary>
    public static IServiceCollection AddSwitches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<SwitchesOptions>(SwitchesOptions.Section);
        services.AddSingleton<IValidateOptions<SwitchesOptions>, SwitchesOptionsValidator>();
        services.AddSingleton<SwitchableProviders>();
        services.AddSingleton<ProviderSwitches>();
        services.AddHostedService<SwitchWatch>();
        if (configuration[$"{SwitchesOptions.Section}:{nameof(SwitchesOptions.ConfigMap)}"] is { Length: > 0 })
        {
            services.AddResourceCache<V1ConfigMap>(provider =>
            {
                var key = ConfigMapSwitches.KeyOf(provider.GetRequiredService<IOptions<SwitchesOptions>>().Value);
                return new ResourceScope(key.Namespace, FieldSelector: $"metadata.name={key.Name}");
            });
            services.AddSingleton<ConfigMapSwitches>();
            services.AddHostedService(provider => provider.GetRequiredService<ConfigMapSwitches>());
            services.AddHealthChecks().AddCheck<ConfigMapSwitches>("switches");
        }

        return services;
    }
}
