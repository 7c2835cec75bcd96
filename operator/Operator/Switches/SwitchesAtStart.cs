using k8s.Models;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>Applies the switches once at start: one that was deleted while no operator ran has nobody else to take it back.</summary>
internal sealed partial class SwitchesAtStart(
    SwitchesPublisher publisher,
    IResourceCache<V1Alpha1ProviderSwitch> switches,
    IResourceCache<V1ConfigMap> configMaps,
    TimeProvider time,
    ILogger<SwitchesAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(switches.Synced, configMaps.Synced).WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await publisher.PublishAsync(stoppingToken);
                return;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failed.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 4100, Level = LogLevel.Warning, Message = "The switches could not be applied; this will be tried again: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
