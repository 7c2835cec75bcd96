using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Text2Llm.Storage.Tests;

/// <summary>Stands in front of a real server, counts requests, and does to them what networks and busy servers do.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Uri _server;
    private readonly Func<string, Fault> _faultOf;
    private readonly Task _accepting;

    /// <param name="server">The real server.</param>
    /// <param name="faultOf">What happens to a request, by its first line; asked by one request at a time.</param>
    public FaultyProxy(Uri server, Func<string, Fault>? faultOf = null)
    {
        _server = server;
        _faultOf = faultOf ?? (_ => Fault.None);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The first lines of the requests.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Fails the first requests of which the line contains a text, then none.</summary>
    public static Func<string, Fault> First(int count, string part, Fault fault)
    {
        var left = count;
        return line => line.Contains(part, StringComparison.Ordinal) && left-- > 0 ? fault : Fault.None;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var connection = ServeAsync(client);
                _connections[connection] = 0;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    // One request of a connection, which is closed after it.
    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            using (client)
            {
                client.LingerState = new LingerOption(true, 0);
                var stream = client.GetStream();
                var (head, rest) = await ReadHeadAsync(stream);
                var line = head[..head.IndexOf('\r', StringComparison.Ordinal)];
                Fault fault;
                lock (_requests)
                {
                    _requests.Enqueue(line);
                    fault = _faultOf(line);
                }

                await ActAsync(fault, stream, head, rest);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ActAsync(Fault fault, NetworkStream client, string head, byte[] rest)
    {
        switch (fault.Kind)
        {
            case FaultKind.Freeze:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                return;
            case FaultKind.Busy:
                await AnswerAsync(client, head, rest, "503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
                return;
            case FaultKind.Forbid:
                await AnswerAsync(client, head, rest, "403 Forbidden", "<Error><Code>AccessDenied</Code></Error>");
                return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
        var upstream = server.GetStream();
        await upstream.WriteAsync(Encoding.ASCII.GetBytes(head.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), _stop.Token);
        await upstream.WriteAsync(rest, _stop.Token);
        var sending = CopyAsync(client, upstream, BodyLength(head) - rest.Length);
        switch (fault.Kind)
        {
            case FaultKind.LoseAnswer:
                await sending;
                await upstream.CopyToAsync(Stream.Null, _stop.Token);
                break;
            case FaultKind.Cut:
                await CopyAsync(upstream, client, fault.Bytes);
                break;
            default:
                await upstream.CopyToAsync(client, _stop.Token);
                client.Socket.LingerState = new LingerOption(false, 0);
                break;
        }
    }

    private async Task AnswerAsync(NetworkStream client, string head, byte[] rest, string status, string body)
    {
        await CopyAsync(client, Stream.Null, BodyLength(head) - rest.Length);
        var answer = $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await client.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
        await client.Socket.DisconnectAsync(false, _stop.Token);
    }

    private async Task CopyAsync(NetworkStream from, Stream to, long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0 && await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), _stop.Token) is > 0 and var read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            count -= read;
        }
    }

    private async Task<(string Head, byte[] Body)> ReadHeadAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            length += read > 0 ? read : throw new EndOfStreamException();
        }

        return (Encoding.ASCII.GetString(buffer, 0, end + 4), buffer[(end + 4)..length]);
    }

    private static long BodyLength(string head)
    {
        const string Name = "content-length:";
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line.AsSpan(Name.Length), provider: System.Globalization.CultureInfo.InvariantCulture);
    }
}
