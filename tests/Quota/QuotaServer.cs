using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.TestServers;

namespace Text2Llm.Quota.Tests;

/// <summary>The service as its callers meet it: over gRPC on its internal port.</summary>
internal sealed class QuotaServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private QuotaServer(WebApplication app)
    {
        _app = app;
        Channel = GrpcChannel.ForAddress(LoopbackServer.AddressesOf(app)[0]);
        Client = new QuotaService.QuotaServiceClient(Channel);
    }

    public GrpcChannel Channel { get; }

    public QuotaService.QuotaServiceClient Client { get; }

    public static async Task<QuotaServer> StartAsync(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        builder.Configuration["Listen:InternalPort"] = "0";
        builder.WebHost.ListenInternal();
        builder.AddQuota();
        var app = builder.Build();
        app.MapQuota();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new QuotaServer(app);
    }

    /// <summary>Tells it to stop, as a signal does; it begins to with <see cref="StopAsync"/>.</summary>
    public void AskToStop() => _app.Lifetime.StopApplication();

    /// <summary>Stops it as a deploy does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
    }
}
