using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>Unwell until every cache has its first list, and while one has heard nothing for too long.</summary>
internal sealed class CacheHealthCheck(IEnumerable<IRunningCache> caches, OperatorSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stale = caches.Where(cache => cache.Staleness is not { } since || since > settings.MaxStaleness).Select(cache => cache.Resource).ToList();
        return Task.FromResult(stale.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The API server has not been heard of: {string.Join(", ", stale)}."));
    }
}
