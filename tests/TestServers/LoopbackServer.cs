using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Text2Llm.TestServers;

/// <summary>An HTTP server on a port of the system's choice, on the loopback interface unless a test needs another of this machine's.</summary>
public static class LoopbackServer
{
    /// <summary>Starts a server with these endpoints.</summary>
    public static async Task<WebApplication> StartAsync(Action<WebApplication> map, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address ?? IPAddress.Loopback}:0");
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>The addresses that a started app listens on, in the order of its configuration.</summary>
    public static IReadOnlyList<Uri> AddressesOf(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
}
