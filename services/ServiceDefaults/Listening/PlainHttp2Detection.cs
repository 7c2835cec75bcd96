using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Text2Llm.ServiceDefaults.Listening;

/// <summary>
/// Lets one port without TLS take both HTTP/1.1 and HTTP/2 with prior knowledge: HTTP/2 clients announce themselves by a fixed preface
/// (RFC 9113, section 3.4), which no HTTP/1.1 request can begin with. Kestrel alone takes only HTTP/1.1 there.
/// </summary>
internal sealed class PlainHttp2Detection(ConnectionDelegate http1, Func<ConnectionDelegate> http2, TimeSpan firstByteLimit, TimeProvider time)
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        bool? isHttp2;
        try
        {
            isHttp2 = await PeekAsync(connection);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Silent for too long, reset, or we are stopping: no request began, so there is nobody to answer.
            return;
        }

        if (isHttp2 is { } decided)
        {
            await (decided ? http2() : http1)(connection);
        }
    }

    /// <summary>Looks at the first bytes and leaves them unread; null where the connection closed before it said anything.</summary>
    private async Task<bool?> PeekAsync(ConnectionContext connection)
    {
        using var limit = new CancellationTokenSource(firstByteLimit, time);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping, connection.ConnectionClosed);

        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(either.Token);
            var matched = MatchesPreface(read.Buffer);
            var isWhole = read.Buffer.Length >= Preface.Length;
            if (!matched || isWhole || read.IsCompleted)
            {
                var isEmpty = read.Buffer.IsEmpty;
                input.AdvanceTo(read.Buffer.Start);
                return isEmpty ? null : matched && isWhole;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool MatchesPreface(ReadOnlySequence<byte> buffer)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(buffer.Length, first.Length);
        buffer.Slice(0, length).CopyTo(first);
        return Preface.StartsWith(first[..length]);
    }
}
