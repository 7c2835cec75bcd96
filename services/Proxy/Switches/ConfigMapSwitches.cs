using k8s.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// Tells the switches of a ConfigMap in the cluster, as they come. The proxy is not ready before it has heard of them and understood them once:
/// nobody is to be let through whom somebody meant to stop. After that the last state stays, however long the API server is away.
/// </summary>
internal sealed class ConfigMapSwitches : IHostedService, IHealthCheck
{
    private readonly SwitchSource _source;
    private readonly ObjectKey _key;
    private readonly WatchCache<V1ConfigMap> _cache;

    // Whether what it said at first could not be understood, nor anything since.
    private volatile bool _isMisunderstood;

    public ConfigMapSwitches(
        WatchCache<V1ConfigMap> cache, ProviderSwitches switches, SwitchableProviders providers, IOptions<SwitchesOptions> options, ILogger<SwitchSource> logger)
    {
        (_cache, _key) = (cache, KeyOf(options.Value));
        _source = new SwitchSource($"ConfigMap {_key}", switches, providers, logger);
        cache.Listen(Hear);
    }

    /// <summary>Which ConfigMap the settings name.</summary>
    public static ObjectKey KeyOf(SwitchesOptions options) => options.ConfigMap.Split('/') is [var inNamespace, var name] ? new(inNamespace, name) : default;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !_cache.Synced.IsCompletedSuccessfully ? HealthCheckResult.Unhealthy($"The API server has not told yet what ConfigMap {_key} says.")
            : _isMisunderstood ? HealthCheckResult.Unhealthy($"What ConfigMap {_key} says cannot be understood; the log says what is wrong.")
            : HealthCheckResult.Healthy());

    private void Hear(CacheChange<V1ConfigMap> change)
    {
        if (change.Key != _key)
        {
            return;
        }

        var isUnderstood = _source.Take(change.After is { } configMap
            ? new SwitchFileContent(SwitchFileKind.Directory, [.. configMap.Data ?? new Dictionary<string, string>()])
            : new SwitchFileContent(SwitchFileKind.Missing, []));

        // The first list is told before the cache is called synced; what comes later has something to stay as.
        _isMisunderstood = !isUnderstood && (_isMisunderstood || !_cache.Synced.IsCompletedSuccessfully);
    }
}
