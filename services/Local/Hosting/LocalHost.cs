using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Text2Llm.Local.Demo;
using Text2Llm.Local.SignIn;
using Text2Llm.Local.WebClient;
using Text2Llm.Proxy;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Local.Hosting;

/// <summary>
/// Every service in one process, on loopback only: the demonstration provider on a port of the system's choice, and on the public port the
/// proxy, the sign-in and the browser client. The proxy keeps its users' limits in its own memory, and meets the provider over HTTP.
/// </summary>
internal sealed class LocalHost : IAsyncDisposable
{
    // Whoever presses Ctrl+C does not want to wait for an answer that is still coming in.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(3);

    private readonly List<WebApplication> _apps = [];

    private LocalHost(Uri address) => Address = address;

    /// <summary>Where a browser finds it.</summary>
    public Uri Address { get; }

    /// <summary>Starts everything; returns when calls are taken.</summary>
    /// <exception cref="OptionsValidationException">The configuration is wrong, or the port is taken.</exception>
    public static async Task<LocalHost> StartAsync(string[] args)
    {
        LocalArguments.Check(args);
        var options = await ReadOptionsAsync(args);
        var listener = Bind(options.Port);
        var host = new LocalHost(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndPoint!).Port}"));
        try
        {
            var demo = await host.StartAsync(CreateDemo(args));
            await host.StartAsync(CreatePublic(args, options, host.Address, listener, demo));
            return host;
        }
        catch
        {
            listener.Dispose();
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the user or the system asks for the end.</summary>
    public Task WaitForShutdownAsync() => _apps[^1].WaitForShutdownAsync();

    /// <summary>Stops in the reverse order of the start, so that what is still under way finds its neighbours.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private async Task<Uri> StartAsync(WebApplication app)
    {
        _apps.Add(app);
        await app.StartAsync();
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The demonstration provider: it says nothing of its own, and leaves signals to the public app, which owns it.</summary>
    private static WebApplication CreateDemo(string[] args)
    {
        var builder = CreateBuilder(args);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.MapDemoProvider();
        return app;
    }

    private static WebApplication CreatePublic(string[] args, LocalOptions options, Uri address, Socket listener, Uri demo)
    {
        var builder = CreateBuilder(args);
        var issuer = new Uri(address, "auth/v1");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AllowedHosts"] = "localhost;127.0.0.1",
            ["Auth:Issuer"] = issuer.ToString(),
            ["Listen:Address"] = IPAddress.Loopback.ToString(),
            ["Listen:PublicPort"] = ((IPEndPoint)listener.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Providers:demo:DisplayName"] = "Demonstration",
            ["Providers:demo:BaseUrl"] = new Uri(demo, "v1").ToString(),
            ["Providers:demo:KeyRequired"] = "false",
            ["Providers:demo:SuggestedModels:0"] = DemoProvider.Model,
        });

        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ListenPublic();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endPoint =>
            endPoint.Equals(listener.LocalEndPoint) ? listener : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint));
        builder.AddProxy();
        builder.AddSignIn(options, issuer);

        var app = builder.Build();
        app.UseWebClient();
        app.MapProxy();
        app.MapSignIn();
        return app;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // The name tells where the browser client's files are listed, whichever program hosts this one.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LocalHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Shutdown:LongestDrain"] = LongestDrain.ToString() });
        builder.Configuration.AddCommandLine(args, LocalArguments.Switches);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Text2Llm.ServiceDefaults.Shutdown", LogLevel.Warning);
        return builder;
    }

    private static async Task<LocalOptions> ReadOptionsAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        builder.Services.AddCheckedOptions<LocalOptions>(LocalOptions.Section);
        await using var reading = builder.Build();
        return reading.Services.GetRequiredService<IOptions<LocalOptions>>().Value;
    }

    /// <summary>Takes the port before anything starts: everything else is told the address.</summary>
    private static Socket Bind(int port)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException taken)
        {
            throw new OptionsValidationException(
                LocalOptions.Section, typeof(LocalOptions), [$"Port {port} cannot be used ({taken.Message}); choose another with --port."]);
        }
    }
}
