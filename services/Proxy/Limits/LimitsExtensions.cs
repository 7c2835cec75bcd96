using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Tokens;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits.Quota;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Limits;

/// <summary>The parts that hold users to their limits.</summary>
internal static class LimitsExtensions
{
    /// <summary>
    /// Adds the gate before every call and the settlements after it. Who decides is this process, or the quota service where
    /// <see cref="ProxyOptions.QuotaAddress"/> names one.
    /// </summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ProxyOptions>, QuotaAddressValidator>();
        if (string.IsNullOrEmpty(configuration[$"{ProxyOptions.Section}:{nameof(ProxyOptions.QuotaAddress)}"]))
        {
            services.AddQuotaLedger(configuration);
        }
        else
        {
            services.AddRemoteQuota(configuration[$"{ProxyOptions.Section}:{nameof(ProxyOptions.QuotaTokenFile)}"]);
        }

        services.AddSingleton<QuotaGate>();
        services.AddSingleton<SettlementQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<SettlementQueue>());
        return services;
    }

    private static void AddRemoteQuota(this IServiceCollection services, string? tokenFile)
    {
        var client = services
            .AddGrpcClient<QuotaService.QuotaServiceClient>((provider, grpc) =>
                grpc.Address = provider.GetRequiredService<IOptions<ProxyOptions>>().Value.QuotaAddress)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                EnableMultipleHttp2Connections = true,

                // A machine that is gone without a word would otherwise be waited for until TCP gives up, a quarter of an hour.
                KeepAlivePingDelay = TimeSpan.FromSeconds(2),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(3),
            })
            .RemoveAllLoggers();

        if (!string.IsNullOrEmpty(tokenFile))
        {
            client.AddHttpMessageHandler(provider => new ProjectedTokenHandler(tokenFile, provider.GetRequiredService<TimeProvider>()));
        }

        // The queue settles through the very service that it releases for: it is looked up when there is something to release.
        services.AddSingleton(provider => new QuotaLines(
            provider.GetRequiredService<QuotaService.QuotaServiceClient>(),
            settlement => provider.GetRequiredService<SettlementQueue>().Add(settlement),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IQuota, RemoteQuota>();
    }
}
