using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>What the runtime counts: meter and source of spans <c>Text2Llm.Kubernetes</c>.</summary>
public sealed class KubernetesMetrics
{
    internal const string Name = "Text2Llm.Kubernetes";

    internal static readonly ActivitySource Spans = new(Name);

    private readonly ConcurrentDictionary<string, (Func<TimeSpan?> Staleness, Func<int> Count)> _caches = new();
    private readonly ConcurrentDictionary<string, Func<int>> _queues = new();
    private readonly Counter<long> _lists;
    private readonly Counter<long> _watches;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _reconciles;

    /// <summary>Makes the meters.</summary>
    public KubernetesMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(Name);
        meter.CreateObservableGauge(
            "text2llm.kubernetes.cache.staleness",
            () => _caches.Where(cache => cache.Value.Staleness() is not null)
                .Select(cache => new Measurement<double>(cache.Value.Staleness()?.TotalSeconds ?? 0, Tag("resource", cache.Key))),
            unit: "s",
            description: "For how long no change of the resource could have been heard of; 0 while a watch stands.");
        meter.CreateObservableGauge(
            "text2llm.kubernetes.cache.objects",
            () => _caches.Select(cache => new Measurement<int>(cache.Value.Count(), Tag("resource", cache.Key))),
            description: "Objects in the cache.");
        meter.CreateObservableGauge(
            "text2llm.kubernetes.queue.depth",
            () => _queues.Select(queue => new Measurement<int>(queue.Value(), Tag("controller", queue.Key))),
            description: "Objects that wait to be reconciled.");
        _lists = meter.CreateCounter<long>("text2llm.kubernetes.lists", description: "Lists begun.");
        _watches = meter.CreateCounter<long>("text2llm.kubernetes.watches", description: "Watches opened.");
        _failures = meter.CreateCounter<long>("text2llm.kubernetes.watch.failures", description: "Lists and watches that failed or broke off.");
        _reconciles = meter.CreateHistogram<double>(
            "text2llm.kubernetes.reconcile.duration", unit: "s", description: "Time of one reconciliation, by controller and result.");
    }

    internal void Observe(string resource, Func<TimeSpan?> staleness, Func<int> count) => _caches[resource] = (staleness, count);

    internal void ObserveQueue(string controller, Func<int> depth) => _queues[controller] = depth;

    internal void Listed(string resource) => _lists.Add(1, Tag("resource", resource));

    internal void Watched(string resource) => _watches.Add(1, Tag("resource", resource));

    internal void Failed(string resource) => _failures.Add(1, Tag("resource", resource));

    internal void Reconciled(string controller, string result, TimeSpan took) =>
        _reconciles.Record(took.TotalSeconds, Tag("controller", controller), Tag("result", result));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
