using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Tests.Reconciling;

/// <summary>An operator of the ConfigMaps with the label <c>entity</c> in a namespace, which own Secrets; it does what a test says.</summary>
internal sealed class RunningOperator : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningOperator(IHost host, Work work) => (_host, Done) = (host, work.Done);

    /// <summary>What was called, such as <c>reconcile a</c>.</summary>
    public ConcurrentQueue<string> Done { get; }

    /// <summary>Starts one.</summary>
    /// <param name="client">Its connection.</param>
    /// <param name="inNamespace">Where its entities are.</param>
    /// <param name="act">What a call does, by its name; for instance fail.</param>
    /// <param name="finalizers">Whether the entities have finalizers, two.</param>
    /// <param name="configure">Sets waits.</param>
    public static async Task<RunningOperator> StartAsync(
        IKubernetes client, string inNamespace, Func<string, V1ConfigMap, Task>? act = null, bool finalizers = false, Action<OperatorSettings>? configure = null)
    {
        var work = new Work(new(), act ?? ((_, _) => Task.CompletedTask));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(client);
        builder.Services.AddSingleton(work);
        var operators = builder.Services
            .AddKubernetesOperator(settings => configure?.Invoke(settings))
            .AddController<Controller, V1ConfigMap>(_ => new() { Scope = new ResourceScope(inNamespace, LabelSelector: "entity") })
            .Owns<V1ConfigMap, V1Secret>(_ => new ResourceScope(inNamespace));
        if (finalizers)
        {
            operators.AddFinalizer<First, V1ConfigMap>("text2llm.io/first").AddFinalizer<Second, V1ConfigMap>("text2llm.io/second");
        }

        var host = builder.Build();
        await host.StartAsync();
        return new RunningOperator(host, work);
    }

    /// <summary>An entity, to be created.</summary>
    public static V1ConfigMap Entity(string inNamespace, string name)
    {
        var entity = Cluster.ConfigMap(inNamespace, name);
        entity.Metadata.Labels = new Dictionary<string, string> { ["entity"] = "" };
        return entity;
    }

    public Task DidAsync(params string[] expected) =>
        Eventually.BecomesTrueAsync(() => Done.SequenceEqual(expected), () => $"done: {string.Join(", ", Done)}; expected: {string.Join(", ", expected)}");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>What the operator's parts share.</summary>
    internal sealed record Work(ConcurrentQueue<string> Done, Func<string, V1ConfigMap, Task> Act)
    {
        public async Task<ReconciliationResult<V1ConfigMap>> DoAsync(string what, V1ConfigMap entity)
        {
            Done.Enqueue($"{what} {entity.Metadata.Name}");
            await Act(what, entity);
            return ReconciliationResult<V1ConfigMap>.Success(entity);
        }
    }

    internal sealed class Controller(Work work) : IEntityController<V1ConfigMap>
    {
        public Task<ReconciliationResult<V1ConfigMap>> ReconcileAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
            work.DoAsync("reconcile", entity);

        public Task<ReconciliationResult<V1ConfigMap>> DeletedAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
            work.DoAsync("deleted", entity);
    }

    internal sealed class First(Work work) : IEntityFinalizer<V1ConfigMap>
    {
        public Task<ReconciliationResult<V1ConfigMap>> FinalizeAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
            work.DoAsync("first", entity);
    }

    internal sealed class Second(Work work) : IEntityFinalizer<V1ConfigMap>
    {
        public Task<ReconciliationResult<V1ConfigMap>> FinalizeAsync(V1ConfigMap entity, CancellationToken cancellationToken) =>
            work.DoAsync("second", entity);
    }
}
