using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Text2Llm.ServiceDefaults.Telemetry;

/// <summary>What a service tells whoever runs it: logs, metrics and traces.</summary>
public static class TelemetryDefaults
{
    /// <summary>Every meter and source of spans of ours is named like this.</summary>
    private const string Ours = "Text2Llm.*";

    /// <summary>
    /// Adds logs for the console, metrics for Prometheus on the port of <see cref="OperationsServer"/>, and where
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set the sending of metrics, traces and logs there; the other <c>OTEL_</c> settings hold too.
    /// To be called before the service's own parts: what is added first stops last.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="serviceName">The resource's <c>service.name</c>, such as <c>text2llm-proxy</c>.</param>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        builder.Configuration.AddLoggingDefaults();
        builder.Services.AddSingleton<OperationsServer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OperationsServer>());
        builder.Services.AddHostedService<StartLine>();

        // The clients of HTTP are left out of the metrics: they count by host, and hosts may come from callers.
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceVersion: StartLine.Version).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(Ours, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry
                .WithTracing(traces => traces
                    .AddSource(Ours)
                    .AddAspNetCoreInstrumentation(calls =>
                    {
                        calls.Filter = context => !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != "/metrics";
                        calls.EnrichWithHttpRequest = (span, _) => RemoveCallersWords(span);
                    })

                    // Calls between our own services. Others may have keys or what a user reads in their addresses.
                    .AddHttpClientInstrumentation(calls => calls.FilterHttpRequestMessage =
                        request => request.Content?.Headers.ContentType?.MediaType == "application/grpc"))
                .WithLogging(null, logs => logs.IncludeFormattedMessage = true)
                .UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>A span tells a call's route. What else a caller writes may be anything, a key in the address among them.</summary>
    private static void RemoveCallersWords(Activity span)
    {
        foreach (var tag in (ReadOnlySpan<string>)["url.path", "url.query", "user_agent.original"])
        {
            span.SetTag(tag, null);
        }
    }
}
