namespace Text2Llm.Local.Hosting;

/// <summary>The lifetime of an app that another one starts and stops: it listens for no signal itself.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
