using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Identity;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Shutdown;
using Text2Llm.ServiceDefaults.Telemetry;
using Text2Llm.TestServers;

namespace Text2Llm.ServiceDefaults.Tests;

/// <summary>The smallest service that has everything: tells who calls and over which protocol.</summary>
internal sealed class SampleService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly TaskCompletionSource _released = new();

    private SampleService(WebApplication app) => _app = app;

    public Uri PublicAddress => LoopbackServer.AddressesOf(_app)[1];

    public Uri? OperationsAddress => _app.Services.GetRequiredService<OperationsServer>().Address;

    public static Task<SampleService> StartAsync(params IEnumerable<(string Key, string Value)> settings) => StartAsync(TimeProvider.System, settings);

    public static async Task<SampleService> StartAsync(TimeProvider time, params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Listen:PublicPort"] = "0",
            ["Listen:InternalPort"] = "0",
            ["Listen:MetricsPort"] = "-1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(time);
        builder.AddTelemetry("sample");
        builder.Services.AddServiceDefaults();
        builder.Services.AddCallerIdentity();
        builder.WebHost.ListenPublic();

        var app = builder.Build();
        app.UseDrain();
        app.UseCallErrors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapGet("/who", (HttpContext context) => context.User.UserId());
        app.MapGet("/protocol", (HttpContext context) => context.Request.Protocol).AllowAnonymous();
        app.MapGet("/fault", string () => throw new InvalidOperationException("a detail that is nobody's business")).AllowAnonymous();
        var service = new SampleService(app);
        app.MapGet("/held", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun ", context.RequestAborted);
            await service._released.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("ended", context.RequestAborted);
        }).AllowAnonymous();
        await app.StartAsync();
        return service;
    }

    /// <summary>Lets <c>/held</c> come to its end.</summary>
    public void Release() => _released.SetResult();

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
