namespace Text2Llm.Proxy.Upstream;

/// <summary>
/// The pooled connections to providers. An invoker of its own rather than an HttpClient from the factory: the factory's handlers can log
/// request headers, and those hold keys.
/// </summary>
internal sealed class UpstreamConnections : IDisposable
{
    /// <summary>Sends requests to providers.</summary>
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        // A provider that redirects could lead the caller's key elsewhere.
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new ProxyForTheOutside(HttpClient.DefaultProxy),
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public void Dispose() => Invoker.Dispose();
}
