using System.Diagnostics;
using System.Net.Sockets;
using Text2Llm.Benchmarks.Upstream;
using Text2Llm.Benchmarks.Wire;

namespace Text2Llm.Benchmarks.Load;

/// <summary>One user on one kept connection, who makes one call after another and checks every answer.</summary>
/// <param name="target">Whom to call.</param>
/// <param name="user">Which user, by number.</param>
/// <param name="plan">The answers asked for.</param>
/// <param name="delays">Takes how long events were under way.</param>
/// <param name="onEvent">Told of every event.</param>
internal sealed class Caller(Target target, int user, AnswerPlan plan, Samples? delays = null, Action? onEvent = null) : IDisposable
{
    private readonly Template _request = target.RequestOf(user, plan);
    private readonly AnswerCheck _check = plan.IsStreamed ? new StreamCheck(plan.Events, delays, onEvent) : new WholeCheck();
    private Socket? _socket;
    private HttpReader? _answers;

    /// <summary>Makes one call. A connection that broke is opened anew for the next.</summary>
    public async ValueTask<Exchange> CallAsync(long id, CancellationToken cancel)
    {
        var (sent, first) = (0L, 0L);
        try
        {
            if (_socket is null)
            {
                await ConnectAsync(cancel);
            }

            _request.SetId(id);
            _check.Begin(id);
            sent = Stopwatch.GetTimestamp();
            await _socket!.SendAsync(_request.Bytes, cancel);
            if (!await _answers!.ReadHeadAsync(cancel))
            {
                throw new IOException("The connection closed instead of an answer.");
            }

            if (_answers.Status != 200)
            {
                throw new IOException($"The status is {_answers.Status}.");
            }

            first = await ReadBodyAsync(cancel);
            return new Exchange(sent, first, Stopwatch.GetTimestamp(), _check.Mistake);
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            Dispose();
            return new Exchange(sent, first, Stopwatch.GetTimestamp(), broken.Message);
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>Reads and checks the body; returns when its first byte was here.</summary>
    private async ValueTask<long> ReadBodyAsync(CancellationToken cancel)
    {
        var first = 0L;
        while (!_answers!.IsBodyRead)
        {
            var piece = await _answers.ReadBodyAsync(cancel);
            var now = Stopwatch.GetTimestamp();
            first = first == 0 ? now : first;
            _check.Take(piece.Span, now);
        }

        _check.End();
        return first;
    }

    private async ValueTask ConnectAsync(CancellationToken cancel)
    {
        _socket = new Socket(target.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(target.EndPoint, cancel);
        _answers = new HttpReader(_socket);
    }
}
