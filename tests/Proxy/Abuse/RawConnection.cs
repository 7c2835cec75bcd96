using System.Net.Sockets;
using System.Text;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>A connection to the proxy on which a test writes what no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(ProxyServer proxy)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(proxy.Address.Host, proxy.Address.Port, Cancel);
        return connection;
    }

    /// <summary>Writes text, with its line ends made those of HTTP.</summary>
    public Task WriteAsync(string text) => _client.GetStream().WriteAsync(
        Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")), Cancel).AsTask();

    /// <summary>The answer: its head, and as much of its body as is written at once with it.</summary>
    public async Task<string> ReadAsync()
    {
        var answer = new byte[64 * 1024];
        var length = 0;
        do
        {
            var read = await _client.GetStream().ReadAsync(answer.AsMemory(length), Cancel);
            read.ShouldBeGreaterThan(0, "the connection was closed without an answer");
            length += read;
        }
        while (!answer.AsSpan(0, length).EndsWith("}"u8) && answer.AsSpan(0, length).IndexOf("Content-Length: 0\r\n"u8) < 0);

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    /// <summary>Breaks the connection off without a farewell.</summary>
    public void Reset() => _client.Client.Close(timeout: 0);

    public void Dispose() => _client.Dispose();
}
