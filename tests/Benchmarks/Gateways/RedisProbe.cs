using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>Asks a Redis how much is in it.</summary>
internal static class RedisProbe
{
    public static async Task<long> CountKeysAsync(int port, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        await socket.SendAsync("DBSIZE\r\n"u8.ToArray(), cancel);
        var answer = new byte[64];
        var read = await socket.ReceiveAsync(answer, cancel);
        return long.Parse(Encoding.ASCII.GetString(answer, 1, read - 3), CultureInfo.InvariantCulture);
    }
}
