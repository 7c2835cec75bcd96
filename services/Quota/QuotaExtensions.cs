using Text2Llm.Ledger;
using Text2Llm.Quota.Grpc;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Quota;

/// <summary>The quota service's parts.</summary>
public static class QuotaExtensions
{
    /// <summary>Adds the ledger that holds users to their limits, and its health.</summary>
    public static WebApplicationBuilder AddQuota(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddQuotaLedger(builder.Configuration);
        builder.Services.AddQuotaLedgerHealth(builder.Configuration);
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
