using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Text2Llm.TestServers;

/// <summary>The way to a server, as bytes: its connections can be cut, or fall silent while they stand, as when a machine or a router dies.</summary>
public sealed class BreakableNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Connection, Task> _connections = [];
    private readonly Uri _server;
    private readonly Task _accepting;
    private volatile bool _refuses;

    /// <summary>Opens the way.</summary>
    public BreakableNetwork(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the way begins, with the server's scheme.</summary>
    public Uri Address => new($"{_server.Scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many connections there have been.</summary>
    public int Connections { get; private set; }

    /// <summary>Whether new connections are closed at once.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>Closes every connection that stands.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>Lets nothing through any more on the connections that stand, and closes none; new ones are served.</summary>
    public void Silence()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Silent = true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_refuses)
                {
                    client.Dispose();
                    continue;
                }

                Connections++;
                var connection = new Connection(client, _server);
                _connections[connection] = connection.RunAsync(_stop.Token).ContinueWith(
                    _ => _connections.TryRemove(connection, out var _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
        }
    }

    private sealed class Connection(TcpClient client, Uri server) : IDisposable
    {
        private readonly TcpClient _upstream = new();
        private volatile bool _silent;

        public bool Silent
        {
            get => _silent;
            set => _silent = value;
        }

        public void Dispose()
        {
            client.Close();
            _upstream.Close();
        }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _upstream.ConnectAsync(server.Host, server.Port, cancellationToken);
                await Task.WhenAny(
                    PassAsync(client.GetStream(), _upstream.GetStream(), cancellationToken),
                    PassAsync(_upstream.GetStream(), client.GetStream(), cancellationToken));
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or OperationCanceledException
                or InvalidOperationException)
            {
            }
            finally
            {
                Dispose();
            }
        }

        // What comes on a silent connection is read, and lost.
        private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (!_silent)
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
            }
        }
    }
}
