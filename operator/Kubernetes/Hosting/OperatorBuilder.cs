using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Hosting;

/// <inheritdoc cref="IOperatorBuilder"/>
internal sealed class OperatorBuilder(IServiceCollection services) : IOperatorBuilder
{
    public IServiceCollection Services => services;

    public IOperatorBuilder AddController<TImplementation, TEntity>(Func<IServiceProvider, ControllerSettings>? settings)
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        settings ??= _ => new ControllerSettings();
        services.TryAddScoped<TImplementation>();
        services.AddResourceCache<TEntity>(provider => settings(provider).Scope);
        services.AddSingleton<IControllerLoop<TEntity>>(provider =>
            ActivatorUtilities.CreateInstance<ControllerLoop<TImplementation, TEntity>>(provider, settings(provider)));
        services.AddSingleton<IControllerLoop>(provider => provider.GetRequiredService<IControllerLoop<TEntity>>());
        return this;
    }

    public IOperatorBuilder AddFinalizer<TImplementation, TEntity>(string? identifier)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        services.TryAddScoped<TImplementation>();
        services.AddSingleton(new FinalizerRegistration<TEntity>(
            identifier ?? FinalizerName.Of(typeof(TImplementation), ResourceKind.Of<TEntity>()),
            provider => provider.GetRequiredService<TImplementation>()));
        return this;
    }

    public IOperatorBuilder Owns<TEntity, TChild>(Func<IServiceProvider, ResourceScope>? scope)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        where TChild : class, IKubernetesObject<V1ObjectMeta>
    {
        var kind = ResourceKind.Of<TEntity>();
        return Watches<TEntity, TChild>((_, child) => OwnerReferences.OwnerKeyOf(child, kind) is { } owner ? [owner] : [], scope);
    }

    public IOperatorBuilder Watches<TEntity, TOther>(
        Func<IServiceProvider, TOther, IEnumerable<ObjectKey>> wakes, Func<IServiceProvider, ResourceScope>? scope)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        where TOther : class, IKubernetesObject<V1ObjectMeta>
    {
        services.AddResourceCache<TOther>(scope);
        services.AddSingleton<WakeUp>(provider =>
        {
            var loop = provider.GetRequiredService<IControllerLoop<TEntity>>();
            provider.GetRequiredService<WatchCache<TOther>>().Listen(change =>
            {
                foreach (var key in new[] { change.Before, change.After }.OfType<TOther>().SelectMany(other => wakes(provider, other)).Distinct())
                {
                    loop.Wake(key);
                }
            });
            return new WakeUp();
        });
        return this;
    }
}
