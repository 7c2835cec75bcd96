using Microsoft.Extensions.Options;
using Text2Llm.Quota.Grpc;
using Text2Llm.Quota.Limits;
using Text2Llm.Quota.Reservations;
using Text2Llm.Quota.Reservations.Memory;
using Text2Llm.Quota.Reservations.Redis;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Quota;

/// <summary>The quota service's parts.</summary>
public static class QuotaExtensions
{
    /// <summary>Adds the limits and the ledger that holds users to them: on Redis where one is configured, in memory otherwise.</summary>
    public static WebApplicationBuilder AddQuota(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddCheckedOptions<QuotaOptions>(QuotaOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<QuotaOptions>, RedisValidator>();
        if (string.IsNullOrEmpty(builder.Configuration[$"{QuotaOptions.Section}:{nameof(QuotaOptions.Redis)}"]))
        {
            builder.Services.AddMemoryLedger();
        }
        else
        {
            builder.Services.AddRedisLedger();
        }

        return builder;
    }

    /// <summary>Serves <c>QuotaService</c> and the service's health.</summary>
    public static void MapQuota(this WebApplication app)
    {
        app.CheckConfiguration();
        app.MapHealth();
        app.MapGrpcService<QuotaGrpcService>();
    }

    private static void AddMemoryLedger(this IServiceCollection services)
    {
        services.AddSingleton<MemoryLedger>();
        services.AddSingleton<IQuotaLedger>(provider => provider.GetRequiredService<MemoryLedger>());
        services.AddHostedService<IdleAccountSweep>();
    }

    private static void AddRedisLedger(this IServiceCollection services)
    {
        services.AddSingleton<RedisConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
        services.AddSingleton<IQuotaLedger, RedisLedger>();
        services.AddHealthChecks().AddCheck<RedisHealth>("redis");
    }
}
