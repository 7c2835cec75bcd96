using System.Net;
using System.Net.Sockets;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>
/// The connections to pages. Each goes straight to an address that was checked, and serves one request. The machine's outgoing web proxy
/// is passed by: it would resolve names itself, unchecked. Nothing of one fetch is left for the next, and none is traced: a page's
/// address is its reader's affair.
/// </summary>
internal sealed class PageConnections : IDisposable
{
    private readonly PublicHosts _hosts;

    public PageConnections(PublicHosts hosts)
    {
        _hosts = hosts;
        Invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
        });
    }

    /// <summary>Sends requests for pages.</summary>
    public HttpMessageInvoker Invoker { get; }

    public void Dispose() => Invoker.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await _hosts.ResolveAsync(context.DnsEndPoint.Host, cancel);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
