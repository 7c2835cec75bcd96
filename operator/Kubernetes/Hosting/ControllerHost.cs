using Microsoft.Extensions.Hosting;
using Text2Llm.Kubernetes.Reconciling;

namespace Text2Llm.Kubernetes.Hosting;

/// <summary>Runs the controllers, once every cache knows what there is: none decides for want of a list.</summary>
internal sealed class ControllerHost : BackgroundService
{
    private readonly IReadOnlyList<IControllerLoop> _loops;
    private readonly IReadOnlyList<IRunningCache> _caches;

    public ControllerHost(IEnumerable<IControllerLoop> loops, IEnumerable<WakeUp> wakeUps, IEnumerable<IRunningCache> caches)
    {
        _ = wakeUps.Count();
        (_loops, _caches) = ([.. loops], [.. caches]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_caches.Select(cache => cache.Synced)).WaitAsync(stoppingToken);
        await Task.WhenAll(_loops.Select(loop => loop.RunAsync(stoppingToken)));
    }
}
