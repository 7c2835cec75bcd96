using k8s.Models;
using Text2Llm.Kubernetes.Caching;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>
/// Applies the switches at start and every half a minute: a switch that was deleted while no operator ran, or whose end a replica that was
/// behind wrote over, has nobody else to take it back once no switch is left to be reconciled.
/// </summary>
internal sealed partial class PeriodicSwitches(
    SwitchesPublisher publisher,
    IResourceCache<V1Alpha1ProviderSwitch> switches,
    IResourceCache<V1ConfigMap> configMaps,
    TimeProvider time,
    ILogger<PeriodicSwitches> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(switches.Synced, configMaps.Synced).WaitAsync(stoppingToken);
        while (true)
        {
            var wait = Period;
            try
            {
                wait = await publisher.PublishAsync(stoppingToken) ?? Period;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failed.Message);
                wait = AfterFailure;
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 4100, Level = LogLevel.Warning, Message = "The switches could not be applied; this will be tried again: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
