using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Text2Llm.ServiceDefaults.Telemetry;

/// <summary>Says in one line, once calls are taken, what runs and where it listens.</summary>
internal sealed partial class StartLine(IServer server, OperationsServer operations, ILogger<StartLine> logger) : IHostedLifecycleService
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(StartLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // The last address is the service's own: what a public port needs beside it is bound before it.
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.LastOrDefault();
        LogStarted(logger, Version, address, operations.Address);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        EventId = 1102, Level = LogLevel.Information, Message = "Version {Version} listens on {Address}; metrics and health on {Operations}")]
    private static partial void LogStarted(ILogger logger, string version, string? address, Uri? operations);
}
