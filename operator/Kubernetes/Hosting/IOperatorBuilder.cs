using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>Adds the parts of an operator.</summary>
public interface IOperatorBuilder
{
    /// <summary>The services of the process.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds the controller of a kind, which is watched from then on.</summary>
    /// <param name="settings">How it works; by default as <see cref="ControllerSettings"/> says.</param>
    IOperatorBuilder AddController<TImplementation, TEntity>(Func<IServiceProvider, ControllerSettings>? settings = null)
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Adds a finalizer of a kind that has a controller; entities get it before their first reconciliation.</summary>
    /// <param name="identifier">Its entry in <c>metadata.finalizers</c>; by default made of its class name.</param>
    IOperatorBuilder AddFinalizer<TImplementation, TEntity>(string? identifier = null)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Has the controller of a kind woken by the changes of its children.</summary>
    /// <param name="scope">Where children are looked for, for instance by a label.</param>
    IOperatorBuilder Owns<TEntity, TChild>(Func<IServiceProvider, ResourceScope>? scope = null)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        where TChild : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Has the controller of a kind woken by the changes of another one.</summary>
    /// <param name="wakes">Which entities a change of that object concerns.</param>
    /// <param name="scope">Which objects are watched.</param>
    IOperatorBuilder Watches<TEntity, TOther>(
        Func<IServiceProvider, TOther, IEnumerable<ObjectKey>> wakes, Func<IServiceProvider, ResourceScope>? scope = null)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        where TOther : class, IKubernetesObject<V1ObjectMeta>;
}
