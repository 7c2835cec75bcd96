using Microsoft.Extensions.Hosting;

namespace Text2Llm.ServiceDefaults.Startup;

/// <summary>The lifetime of an app that another one starts and stops: it listens for no signal itself.</summary>
public sealed class OwnedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
