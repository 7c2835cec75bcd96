using Microsoft.Extensions.Diagnostics.HealthChecks;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.ServiceDefaults.Health;

/// <summary>Healthy from the service's start until it is told to stop.</summary>
internal sealed class ReadinessCheck(OrderlyStop stop) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stop.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The service is starting or stopping."));
}
