using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;

namespace Text2Llm.Kubernetes.Tests.Caching;

/// <summary>A cache of ConfigMaps that runs, and what it told.</summary>
internal sealed class RunningCache : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public RunningCache(IKubernetes client, ResourceScope? scope = null, WatchCacheSettings? settings = null, TimeProvider? time = null)
    {
        Cache = new WatchCache<V1ConfigMap>(
            new ResourceClient<V1ConfigMap>(client), scope ?? ResourceScope.All, settings ?? new(),
            new KubernetesMetrics(_services.GetRequiredService<IMeterFactory>()), time ?? TimeProvider.System,
            NullLogger<WatchCache<V1ConfigMap>>.Instance);
        Cache.Listen(change => Told.Enqueue((change.Before, change.After) switch
        {
            (null, _) => $"+{change.Key.Name}",
            (_, null) => $"-{change.Key.Name}",
            _ => $"~{change.Key.Name}",
        }));
        _running = Cache.RunAsync(_stop.Token);
    }

    public WatchCache<V1ConfigMap> Cache { get; }

    public ConcurrentQueue<string> Told { get; } = new();

    public Task ToldAsync(params string[] expected) =>
        Eventually.BecomesTrueAsync(() => Told.SequenceEqual(expected), () => $"told: {string.Join(' ', Told)}; expected: {string.Join(' ', expected)}");

    public Task BecomesAsync(string name, string value) => Eventually.BecomesTrueAsync(
        () => Cache.All.Any(one => one.Metadata.Name == name && one.Data["value"] == value), () => $"{name} does not become {value}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
        await _services.DisposeAsync();
    }
}
