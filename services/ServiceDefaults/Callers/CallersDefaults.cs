using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Tokens;

namespace Text2Llm.ServiceDefaults.Callers;

/// <summary>Who of the other services may call.</summary>
public static class CallersDefaults
{
    /// <summary>Takes calls to a gRPC service only from those whose projected token is of one of some accounts.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="services">Where it is added.</param>
    /// <param name="accounts">Tells the accounts, each <c>NAMESPACE:SERVICEACCOUNT</c>.</param>
    /// <param name="whileAway">How long a caller that was once known is taken while the API server cannot be asked.</param>
    public static IServiceCollection AddServiceCallers<TService>(
        this IServiceCollection services, Func<IServiceProvider, IReadOnlyCollection<string>> accounts, TimeSpan whileAway = default)
        where TService : class
    {
        services.TryAddSingleton(_ => KubernetesConnection.Create());
        services.AddSingleton(provider => new ServiceCallers(
            new TokenReviews(provider.GetRequiredService<IKubernetes>(), ServiceCallers.Audience, provider.GetRequiredService<TimeProvider>(), whileAway),
            accounts(provider),
            provider.GetRequiredService<ILogger<ServiceCallers>>()));
        services.AddGrpc().AddServiceOptions<TService>(grpc => grpc.Interceptors.Add<CallerInterceptor>());
        return services;
    }
}
