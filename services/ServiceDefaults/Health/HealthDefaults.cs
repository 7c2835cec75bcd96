using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.ServiceDefaults.Health;

/// <summary>
/// How a service says that it is well, and ready for calls: <c>GET /health</c> and <c>grpc.health.v1</c>, both without a token.
/// </summary>
public static class HealthDefaults
{
    /// <summary>Adds the health checks; a service adds its own to the builder.</summary>
    public static IHealthChecksBuilder AddHealth(this IServiceCollection services) =>
        services.AddGrpcHealthChecks().AddCheck<ReadinessCheck>("ready");

    /// <summary>Serves the health on both surfaces.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync })
            .AllowAnonymous().WithMetadata(new ServedToTheEnd());
        endpoints.MapGrpcHealthChecksService().AllowAnonymous().WithMetadata(new ServedToTheEnd());
    }

    /// <summary>Tells what the checks found: <c>{"status":"ok"|"failing","failing":[names]}</c>.</summary>
    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var status = report.Status == HealthStatus.Healthy ? "ok" : "failing";
        var failing = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => entry.Key);
        return context.Response.WriteAsJsonAsync(new { status, failing }, context.RequestAborted);
    }
}
