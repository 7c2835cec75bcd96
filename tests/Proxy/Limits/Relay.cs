using System.Net;
using System.Net.Sockets;

namespace Text2Llm.Proxy.Tests.Limits;

/// <summary>Passes connections on to a service. Those that go silent stay open: as if the service's machine had lost its power.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private volatile CancellationTokenSource _silent = new();

    public Relay()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The service. To be set before the first connection.</summary>
    public Uri? Service { get; set; }

    /// <summary>Lets nothing pass any more on the connections that there are; new ones are served.</summary>
    public void Silence() => Interlocked.Exchange(ref _silent, new CancellationTokenSource()).Cancel();

    public void Dispose()
    {
        _stopped.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token), _silent.Token);
        }
    }

    private async Task ServeAsync(TcpClient caller, CancellationToken silent)
    {
        using (caller)
        using (var service = new TcpClient())
        {
            await service.ConnectAsync(Service!.Host, Service.Port, _stopped.Token);
            var ended = Task.WhenAny(
                caller.GetStream().CopyToAsync(service.GetStream(), silent), service.GetStream().CopyToAsync(caller.GetStream(), silent));
            await (await ended).WaitAsync(_stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (silent.IsCancellationRequested)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopped.Token);
            }
        }
    }
}
