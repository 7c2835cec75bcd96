using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Telemetry;

/// <summary>
/// Serves <c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c> to whoever runs the service. It is a server of its own: nothing of
/// the service's other ports can be reached here, nothing from here there, and it still answers while they drain.
/// </summary>
public sealed class OperationsServer(
    IOptions<ListeningOptions> options, HealthCheckService health, ILoggerFactory logging, IServiceProvider services) : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 100;

    private WebApplication? _app;

    /// <summary>Where it listens; null where it is turned off, or before it starts.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MetricsEndPoint is not { } endPoint)
        {
            return;
        }

        _app = Create(endPoint);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new IOException($"{taken.Message} Choose another port by Listen:MetricsPort, or none by -1.", taken.InnerException);
        }

        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Create(IPEndPoint endPoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logging);
        builder.Services.AddSingleton(health);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();

        var app = builder.Build();
        app.Use((context, next) =>
        {
            // Who asks for metrics is no caller of the service's.
            context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return next(context);
        });
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthDefaults.WriteAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthDefaults.WriteAsync });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            services.GetRequiredService<MeterProvider>(), null, "/metrics", configureBranchedPipeline: null, optionsName: null);
        return app;
    }
}
