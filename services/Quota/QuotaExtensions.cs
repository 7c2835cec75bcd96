using Text2Llm.Quota.Grpc;
using Text2Llm.Quota.Limits;
using Text2Llm.Quota.Reservations;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Quota;

/// <summary>The quota service's parts.</summary>
public static class QuotaExtensions
{
    /// <summary>Adds the limits and the ledger that holds users to them.</summary>
    public static WebApplicationBuilder AddQuota(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddCheckedOptions<QuotaOptions>(QuotaOptions.Section);
        builder.Services.AddSingleton<QuotaLedger>();
        builder.Services.AddHostedService<IdleAccountSweep>();
        return builder;
    }

    /// <summary>Serves <c>QuotaService</c> and the service's health.</summary>
    public static void MapQuota(this WebApplication app)
    {
        app.CheckConfiguration();
        app.MapHealth();
        app.MapGrpcService<QuotaGrpcService>();
    }
}
