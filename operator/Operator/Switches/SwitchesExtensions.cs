using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>The switches of providers.</summary>
internal static class SwitchesExtensions
{
    /// <summary>Adds what applies them, on every replica, also when there is no leader.</summary>
    public static IOperatorBuilder AddProviderSwitches(this IOperatorBuilder builder)
    {
        builder.Services.AddSingleton<SwitchesPublisher>();
        builder.Services.AddHostedService<PeriodicSwitches>();
        return builder
            .AddController<V1Alpha1ProviderSwitchController, V1Alpha1ProviderSwitch>(services => new ControllerSettings
            {
                EveryReplica = true,
                Scope = new ResourceScope(OptionsOf(services).Namespace),
            })

            // Whoever changes or deletes the ConfigMap finds it mended.
            .Watches<V1Alpha1ProviderSwitch, V1ConfigMap>(
                (services, _) => services.GetRequiredService<IResourceCache<V1Alpha1ProviderSwitch>>().All.Select(ObjectKey.Of).Take(1),
                services => new ResourceScope(
                    OptionsOf(services).Namespace, FieldSelector: $"metadata.name={OptionsOf(services).SwitchesConfigMap}"));
    }

    private static OperatorOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<OperatorOptions>>().Value;
}
