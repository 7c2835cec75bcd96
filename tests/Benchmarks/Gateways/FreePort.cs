using System.Net;
using System.Net.Sockets;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>Finds ports for servers that cannot say which one the system chose for them.</summary>
internal static class FreePort
{
    /// <summary>A loopback port that nobody listens on now.</summary>
    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
