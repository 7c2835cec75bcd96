using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;
using Text2Llm.Ledger.Reservations.Memory;
using Text2Llm.Ledger.Reservations.Redis;
using Text2Llm.ServiceDefaults.Redis;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Ledger;

/// <summary>The ledger's parts.</summary>
public static class LedgerExtensions
{
    /// <summary>Adds <see cref="IQuota"/>, decided on in this process: on Redis where <c>Quota:Redis</c> names one, in memory otherwise.</summary>
    public static IServiceCollection AddQuotaLedger(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<QuotaOptions>(QuotaOptions.Section);
        services.AddSingleton<IValidateOptions<QuotaOptions>, RedisValidator>();
        if (IsOnRedis(configuration))
        {
            services.TryAddSingleton<RedisConnections>();
            services.AddSingleton<RedisConnection>();
            services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
            services.AddSingleton<IQuotaLedger, RedisLedger>();
        }
        else
        {
            services.AddSingleton<MemoryLedger>();
            services.AddSingleton<IQuotaLedger>(provider => provider.GetRequiredService<MemoryLedger>());
            services.AddHostedService<IdleAccountSweep>();
        }

        services.AddSingleton<IQuota, LedgerQuota>();
        return services;
    }

    /// <summary>
    /// Makes a service that cannot reach the ledger's Redis unhealthy. For one that does nothing else: callers of any other are better told
    /// why, than sent to its neighbour, which shares that Redis.
    /// </summary>
    public static IServiceCollection AddQuotaLedgerHealth(this IServiceCollection services, IConfiguration configuration)
    {
        if (IsOnRedis(configuration))
        {
            services.AddHealthChecks().AddCheck<RedisHealth>("redis");
        }

        return services;
    }

    private static bool IsOnRedis(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[$"{QuotaOptions.Section}:{nameof(QuotaOptions.Redis)}"]);
}
