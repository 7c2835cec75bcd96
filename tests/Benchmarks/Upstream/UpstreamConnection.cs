using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Text2Llm.Benchmarks.Wire;

namespace Text2Llm.Benchmarks.Upstream;

/// <summary>One connection to the upstream: answers one request after another.</summary>
internal sealed class UpstreamConnection(Socket socket, TimeProvider time)
{
    private const string StreamHead =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly HttpReader _requests = new(socket, isServer: true);
    private Template? _whole;
    private StreamedAnswer? _streamed;

    /// <summary>Answers until the caller closes, or breaks off.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                while (await _requests.ReadHeadAsync(cancel) && await AnswerAsync(await ReadBodyAsync(cancel), cancel))
                {
                }
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // The gateway is the one that is measured, and it sees this too.
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(CancellationToken cancel)
    {
        var first = await _requests.ReadBodyAsync(cancel);
        var next = first;
        byte[] whole = [];
        while (!_requests.IsBodyRead && !next.IsEmpty)
        {
            // What was read before is valid only until the next read.
            whole = [.. whole, .. next.Span];
            next = await _requests.ReadBodyAsync(cancel);
        }

        return whole.Length == 0 ? next : (byte[])[.. whole, .. next.Span];
    }

    private async ValueTask<bool> AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (!AnswerPlan.TryRead(body.Span, out var plan, out var id))
        {
            await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancel);
            return false;
        }

        if (plan.IsStreamed)
        {
            await StreamAsync(plan, id, cancel);
            return true;
        }

        if (plan.Milliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(plan.Milliseconds), time, cancel);
        }

        _whole ??= CreateWhole();
        _whole.SetId(id);
        await socket.SendAsync(_whole.Bytes, cancel);
        return true;
    }

    private async ValueTask StreamAsync(AnswerPlan plan, long id, CancellationToken cancel)
    {
        _streamed ??= StreamedAnswer.Create();
        var (first, next, end) = _streamed;
        first.SetId(id);
        next.SetId(id);
        end.SetId(id);
        for (var place = 0; place < plan.Events; place++)
        {
            var chunk = place == 0 ? first : next;
            chunk.SetPlace(place);
            chunk.SetMoment(Stopwatch.GetTimestamp());
            await socket.SendAsync(chunk.Bytes, cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(plan.Milliseconds), time, cancel);
        }

        await socket.SendAsync(end.Bytes, cancel);
    }

    private static Template CreateWhole()
    {
        var body = Answers.Whole();
        return new Template(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Bytes.Length}\r\n\r\n{Encoding.UTF8.GetString(body.Bytes)}");
    }

    private sealed record StreamedAnswer(Template First, Template Next, Template End)
    {
        public static StreamedAnswer Create() => new(
            Answers.AsChunk(Answers.Event(), StreamHead), Answers.AsChunk(Answers.Event()), Answers.AsChunk(Answers.End(), isLast: true));
    }
}
