using System.Net;
using System.Net.Sockets;

namespace Text2Llm.Benchmarks.Upstream;

/// <summary>
/// A provider that speaks OpenAI's wire format over HTTP/1.1. It is written on bare sockets because it shares the machine with what is
/// measured: whatever it takes is taken from the gateways.
/// </summary>
internal sealed class UpstreamServer : IDisposable
{
    private const int Backlog = 4096;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TimeProvider _time;

    /// <summary>Listens on loopback; port 0 lets the system choose.</summary>
    public UpstreamServer(int port, TimeProvider time)
    {
        _time = time;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(Backlog);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var socket = await _listener.AcceptAsync(cancel);
            _ = new UpstreamConnection(socket, _time).RunAsync(cancel);
        }
    }

    public void Dispose() => _listener.Dispose();
}
