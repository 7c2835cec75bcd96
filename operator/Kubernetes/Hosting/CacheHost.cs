using Microsoft.Extensions.Hosting;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>Runs the caches. Whoever listens to one does so in a constructor: every hosted service is made before the first starts.</summary>
internal sealed class CacheHost(IEnumerable<IRunningCache> caches) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(caches.Select(cache => cache.RunAsync(stoppingToken)));
}
