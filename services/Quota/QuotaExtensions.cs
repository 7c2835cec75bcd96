using Microsoft.Extensions.Options;
using Text2Llm.Ledger;
using Text2Llm.Quota.Grpc;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Callers;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Quota;

/// <summary>The quota service's parts.</summary>
public static class QuotaExtensions
{
    // Users are not to wait for an API server that is away for a while: the proxies stay who they were.
    private static readonly TimeSpan KnownWhileAway = TimeSpan.FromHours(1);

    /// <summary>Adds the ledger that holds users to their limits, its health, and who may ask it.</summary>
    public static WebApplicationBuilder AddQuota(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddQuotaLedger(builder.Configuration);
        builder.Services.AddQuotaLedgerHealth(builder.Configuration);
        builder.Services.AddCheckedOptions<CallersOptions>(CallersOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<CallersOptions>, CallersOptionsValidator>();
        if (builder.Configuration.GetSection($"{CallersOptions.Section}:{nameof(CallersOptions.Accounts)}").GetChildren().Any())
        {
            builder.Services.AddServiceCallers<QuotaGrpcService>(
                provider => provider.GetRequiredService<IOptions<CallersOptions>>().Value.Accounts, KnownWhileAway);
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
}
