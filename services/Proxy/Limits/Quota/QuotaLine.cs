using System.Collections.Concurrent;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>
/// One stream to the quota service. What is asked while something is being sent travels together. When it breaks, or has said nothing for so
/// long that somebody gave up waiting, everybody who waits is told, and it is of no more use.
/// </summary>
internal sealed class QuotaLine : IDisposable
{
    private const int MostAtOnce = 1000;

    // The time of the first call asked about since the service last said something, where there is none.
    private const long Unasked = long.MinValue;

    // Shorter than anybody is let wait by default, and many times what a decision takes.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    private readonly AsyncDuplexStreamingCall<ReserveManyRequest, ReserveManyResponse> _stream;
    private readonly Action<string, Reservation> _release;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, Waiting> _waiting = new();
    private readonly ConcurrentQueue<Waiting> _outgoing = new();
    private int _isSending;
    private long _lastNumber;
    private long _askedFirst = Unasked;
    private volatile RpcException? _broken;

    /// <param name="quota">The quota service.</param>
    /// <param name="release">Takes what was reserved for somebody who no longer waits: whose it is, and the reservation.</param>
    /// <param name="time">The clock.</param>
    public QuotaLine(QuotaService.QuotaServiceClient quota, Action<string, Reservation> release, TimeProvider time)
    {
        (_release, _time) = (release, time);
        _stream = quota.ReserveMany(cancellationToken: CancellationToken.None);
        _ = ReceiveAsync();
    }

    /// <summary>Whether it is of no more use.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>Asks for a decision.</summary>
    /// <exception cref="QuotaLineBrokenException">The stream broke, so that there was none.</exception>
    /// <exception cref="RpcException">The service could not decide.</exception>
    public async Task<ReserveResponse> ReserveAsync(ReserveRequest call, CancellationToken cancel)
    {
        var waiting = new Waiting(Interlocked.Increment(ref _lastNumber), call);
        _waiting[waiting.Number] = waiting;
        Interlocked.CompareExchange(ref _askedFirst, _time.GetTimestamp(), Unasked);
        if (_broken is { } broken)
        {
            // It broke before it could be seen who waits.
            _waiting.TryRemove(waiting.Number, out _);
            throw new QuotaLineBrokenException(broken);
        }

        _outgoing.Enqueue(waiting);
        Send();

        // The entry stays behind: what is reserved for it, when the answer comes, is released.
        await using var registration = cancel.UnsafeRegister(static (state, token) => ((Waiting)state!).TrySetCanceled(token), waiting);
        try
        {
            return await waiting.Task;
        }
        catch (OperationCanceledException)
        {
            BreakIfSilent();
            throw;
        }
    }

    public void Dispose()
    {
        Break(new RpcException(new Status(StatusCode.Unavailable, "The proxy is stopping.")));
        _stream.Dispose();
    }

    /// <summary>Sends what is queued, unless somebody is at it.</summary>
    private void Send()
    {
        if (Interlocked.CompareExchange(ref _isSending, 1, 0) == 0)
        {
            _ = SendQueuedAsync();
        }
    }

    private async Task SendQueuedAsync()
    {
        try
        {
            do
            {
                while (NextRequest() is { Calls.Count: > 0 } request)
                {
                    await _stream.RequestStream.WriteAsync(request);
                }

                // A full fence, which a mere write is not: the look at the queue must not come before it. Whoever came between the last look
                // and this saw somebody at it.
                Interlocked.Exchange(ref _isSending, 0);
            }
            while (!_outgoing.IsEmpty && Interlocked.CompareExchange(ref _isSending, 1, 0) == 0);
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException or OperationCanceledException)
        {
            Break(failure as RpcException ?? Gone());
        }
    }

    /// <summary>What is to be sent next, without those who gave up before it was their turn: for them nothing is to be counted.</summary>
    private ReserveManyRequest NextRequest()
    {
        var request = new ReserveManyRequest();
        while (request.Calls.Count < MostAtOnce && _outgoing.TryDequeue(out var waiting))
        {
            if (waiting.Task.IsCompleted)
            {
                _waiting.TryRemove(waiting.Number, out _);
            }
            else
            {
                request.Calls.Add(new NumberedCall { Number = waiting.Number, Call = waiting.Call });
            }
        }

        return request;
    }

    private async Task ReceiveAsync()
    {
        var reason = Gone();
        try
        {
            while (await _stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                Volatile.Write(ref _askedFirst, Unasked);
                foreach (var decision in _stream.ResponseStream.Current.Decisions)
                {
                    Answer(decision);
                }
            }
        }
        catch (RpcException failure)
        {
            reason = failure;
        }
        finally
        {
            // However it ended: a line that nobody listens to would let everybody wait for nothing.
            Break(reason);
        }
    }

    /// <summary>Gives the line up when it has not said a word since somebody asked: its service hangs, or is gone without a trace.</summary>
    private void BreakIfSilent()
    {
        var since = Volatile.Read(ref _askedFirst);
        if (since != Unasked && _time.GetElapsedTime(since) >= LongestSilence)
        {
            Break(new RpcException(new Status(StatusCode.DeadlineExceeded, "The quota service does not answer.")));
        }
    }

    private void Answer(NumberedDecision decision)
    {
        if (!_waiting.TryRemove(decision.Number, out var waiting))
        {
            return;
        }

        if (decision.Failure is { } failure)
        {
            waiting.TrySetException(new RpcException(new Status((StatusCode)failure.Status, failure.Message)));
        }
        else if (!waiting.TrySetResult(decision.Decision) && decision.Decision.Reservation is { } nobodys)
        {
            _release(waiting.Call.UserId, nobodys);
        }
    }

    private void Break(RpcException reason)
    {
        Interlocked.CompareExchange(ref _broken, reason, null);
        foreach (var number in _waiting.Keys)
        {
            if (_waiting.TryRemove(number, out var waiting))
            {
                waiting.TrySetException(new QuotaLineBrokenException(reason));
            }
        }
    }

    private static RpcException Gone() => new(new Status(StatusCode.Unavailable, "The quota service ended the stream."));

    /// <summary>Somebody who waits for a decision.</summary>
    private sealed class Waiting(long number, ReserveRequest call)
        : TaskCompletionSource<ReserveResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Number => number;

        public ReserveRequest Call => call;
    }
}
