using System.Net;

namespace Text2Llm.Proxy.Upstream;

/// <summary>The machine's outgoing web proxy, for everything but the machine itself: .NET alone would send calls to loopback there too.</summary>
internal sealed class ProxyForTheOutside(IWebProxy machines) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machines.Credentials;
        set => machines.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : machines.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || machines.IsBypassed(host);
}
