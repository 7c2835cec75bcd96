using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.Proxy.Metering.Prices;
using Text2Llm.ServiceDefaults.Redis;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Proxy.Metering;

/// <summary>The parts that count what calls use and cost.</summary>
internal static class MeteringExtensions
{
    /// <summary>Adds the table of prices, and the events on their way to Redis, or to memory where none is configured.</summary>
    public static IServiceCollection AddUsageEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<PricesOptions>(PricesOptions.Section);
        services.AddSingleton<IValidateOptions<PricesOptions>, PricesOptionsValidator>();
        services.AddSingleton<PriceTable>();

        services.AddCheckedOptions<UsageEventsOptions>(UsageEventsOptions.Section);
        services.AddSingleton<IValidateOptions<UsageEventsOptions>, UsageEventsRedisValidator>();
        if (string.IsNullOrEmpty(configuration[$"{UsageEventsOptions.Section}:{nameof(UsageEventsOptions.Redis)}"]))
        {
            services.AddSingleton<MemoryUsageEvents>();
            services.AddSingleton<IUsageEventStore>(provider => provider.GetRequiredService<MemoryUsageEvents>());
        }
        else
        {
            services.TryAddSingleton<RedisConnections>();
            services.AddSingleton<IUsageEventStore, RedisUsageEvents>();
        }

        services.AddSingleton<UsageRecorder>();
        services.AddSingleton<UsageEventQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<UsageEventQueue>());
        return services;
    }
}
