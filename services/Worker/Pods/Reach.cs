using System.Globalization;
using System.Net.Sockets;

namespace Text2Llm.Worker.Pods;

/// <summary>Tells what a connection can be made to.</summary>
/// <param name="clock">Measures the waiting.</param>
/// <param name="patience">How long to wait: networks take a moment to learn of a new pod, and services to start.</param>
internal sealed class Reach(TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A policy's refusal is mostly silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Waits until an address is in reach, or out of it.</summary>
    /// <param name="address"><c>HOST:PORT</c>.</param>
    /// <param name="reachable">Which of the two it is to become.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it became so in time.</returns>
    /// <exception cref="FormatException">The address is none.</exception>
    public async Task<bool> BecomesAsync(string address, bool reachable, CancellationToken cancellationToken)
    {
        var (host, port) = Parse(address);
        var began = clock.GetTimestamp();
        while (await IsReachableAsync(host, port, cancellationToken).ConfigureAwait(false) != reachable)
        {
            if (clock.GetElapsedTime(began) >= patience)
            {
                return false;
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static (string Host, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? (address[..colon].Trim('[', ']'), port)
            : throw new FormatException($"'{address}' is to be HOST:PORT");
    }

    private async Task<bool> IsReachableAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is SocketException || !cancellationToken.IsCancellationRequested && exception is OperationCanceledException)
        {
            return false;
        }
    }
}
