using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Listening;

/// <summary>The ports of a service.</summary>
public static class ListeningDefaults
{
    /// <summary>Listens for other services only: gRPC over HTTP/2 without TLS.</summary>
    public static IWebHostBuilder ListenInternal(this IWebHostBuilder host) =>
        host.Listen((kestrel, options) => kestrel.ListenHttp2(options.InternalEndPoint));

    /// <summary>Listens for the outside: HTTP/1.1 and HTTP/2 (prior knowledge) on one port, without TLS.</summary>
    public static IWebHostBuilder ListenPublic(this IWebHostBuilder host) =>
        host.Listen((kestrel, options) =>
        {
            // A Kestrel endpoint speaks one plain-text protocol, so HTTP/2 connections to the public one are handed to the pipeline of
            // another, which exists for that alone, on a loopback port that nobody is told. It is bound first: the pipeline is there
            // before the public port takes its first connection.
            ConnectionDelegate? http2 = null;
            kestrel.ListenHttp2(new IPEndPoint(IPAddress.Loopback, 0), next => http2 = next);

            var time = kestrel.ApplicationServices.GetRequiredService<TimeProvider>();
            kestrel.Listen(options.PublicEndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => new PlainHttp2Detection(next, () => http2!, kestrel.Limits.KeepAliveTimeout, time).OnConnectionAsync);
            });
        });

    private static void ListenHttp2(
        this KestrelServerOptions kestrel, IPEndPoint endPoint, Func<ConnectionDelegate, ConnectionDelegate>? middleware = null) =>
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (middleware is not null)
            {
                listen.Use(middleware);
            }
        });

    private static IWebHostBuilder Listen(this IWebHostBuilder host, Action<KestrelServerOptions, ListeningOptions> listen) => host
        .ConfigureServices(services =>
        {
            services.AddCheckedOptions<ListeningOptions>(ListeningOptions.Section);
            services.AddSingleton<IValidateOptions<ListeningOptions>, ListeningOptionsValidator>();
        })
        .ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;

            // Whoever is gone without a word is noticed; otherwise their connection would keep the service from stopping, too.
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            var options = context.Configuration.GetSection(ListeningOptions.Section).Get<ListeningOptions>() ?? new ListeningOptions();

            // This runs before the configuration is checked; what is wrong is told there, together with all else.
            if (new ListeningOptionsValidator().Validate(null, options).Succeeded)
            {
                listen(kestrel, options);
            }
        });
}
