using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>Whether Redis answers: without it no limit can be checked.</summary>
internal sealed class RedisHealth(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Database.PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("Redis is out of reach.");
        }
    }
}
