using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Text2Llm.Kubernetes.Applying;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Events;
using Text2Llm.Kubernetes.Leadership;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>What a process adds that has to do with a cluster.</summary>
public static class KubernetesExtensions
{
    /// <summary>Adds the one client of this process, and what reads and writes with it. The cluster is the one that <c>KUBECONFIG</c>, the pod or the home folder names.</summary>
    public static IServiceCollection AddKubernetesClient(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => KubernetesConnection.Create());
        services.TryAddSingleton(typeof(ResourceClient<>));
        services.TryAddSingleton<KubernetesMetrics>();
        services.TryAddSingleton(new WatchCacheSettings());
        return services;
    }

    /// <summary>Adds a cache of a kind, which runs as long as the process does. A kind has one; the first to add it says what it holds.</summary>
    public static IServiceCollection AddResourceCache<T>(this IServiceCollection services, Func<IServiceProvider, ResourceScope>? scope = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        services.AddKubernetesClient();
        if (services.Any(service => service.ServiceType == typeof(WatchCache<T>)))
        {
            return services;
        }

        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<WatchCache<T>>(provider, scope?.Invoke(provider) ?? ResourceScope.All));
        services.AddSingleton<IResourceCache<T>>(provider => provider.GetRequiredService<WatchCache<T>>());
        services.AddSingleton<IRunningCache>(provider => provider.GetRequiredService<WatchCache<T>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CacheHost>());
        return services;
    }

    /// <summary>Adds an operator; its controllers, finalizers and what wakes them are added to what is returned.</summary>
    public static IOperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettings>? configure = null)
    {
        var settings = new OperatorSettings();
        configure?.Invoke(settings);
        services.AddKubernetesClient();
        services.AddSingleton(settings);
        services.AddSingleton(typeof(StatusWriter<,,>));
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<EventPublisher>(provider => provider.GetRequiredService<EventRecorder>().PublishAsync);
        services.AddHealthChecks().AddCheck<CacheHealthCheck>("kubernetes");
        if (settings.LeaderElectionType == LeaderElectionType.Single)
        {
            // Before the controllers: what is added first stops last, and the lease is given back when nobody works any more.
            services.AddSingleton<LeaderElection>();
            services.AddSingleton<ILeadershipScope>(provider => provider.GetRequiredService<LeaderElection>());
            services.AddHostedService(provider => provider.GetRequiredService<LeaderElection>());
        }
        else if (settings.LeaderElectionType == LeaderElectionType.None)
        {
            services.AddSingleton<ILeadershipScope, EveryReplica>();
        }

        services.AddHostedService<ControllerHost>();
        return new OperatorBuilder(services);
    }
}
