using System.Collections.Concurrent;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>
/// One stream to the quota service. What is asked while something is being sent travels together. When it breaks, everybody who waits is told,
/// and it is of no more use.
/// </summary>
internal sealed class QuotaLine : IDisposable
{
    private const int MostAtOnce = 1000;

    private readonly AsyncDuplexStreamingCall<ReserveManyRequest, ReserveManyResponse> _stream;
    private readonly Action<string, Reservation> _release;
    private readonly ConcurrentDictionary<long, Waiting> _waiting = new();
    private readonly ConcurrentQueue<NumberedCall> _outgoing = new();
    private int _isSending;
    private long _lastNumber;
    private volatile RpcException? _broken;

    /// <param name="quota">The quota service.</param>
    /// <param name="release">Takes what was reserved for somebody who no longer waits: whose it is, and the reservation.</param>
    public QuotaLine(QuotaService.QuotaServiceClient quota, Action<string, Reservation> release)
    {
        _stream = quota.ReserveMany(cancellationToken: CancellationToken.None);
        _release = release;
        _ = ReceiveAsync();
    }

    /// <summary>Whether it is of no more use.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>Asks for a decision.</summary>
    /// <exception cref="QuotaLineBrokenException">The stream broke, so that there was none.</exception>
    /// <exception cref="RpcException">The service could not decide.</exception>
    public async Task<ReserveResponse> ReserveAsync(ReserveRequest call, CancellationToken cancel)
    {
        var waiting = new Waiting(call.UserId);
        var number = Interlocked.Increment(ref _lastNumber);
        _waiting[number] = waiting;
        if (_broken is { } broken)
        {
            // It broke before it could be seen who waits.
            _waiting.TryRemove(number, out _);
            throw new QuotaLineBrokenException(broken);
        }

        _outgoing.Enqueue(new NumberedCall { Number = number, Call = call });
        Send();

        // The entry stays behind: what is reserved for it, when the answer comes, is released.
        await using var registration = cancel.UnsafeRegister(static (state, token) => ((Waiting)state!).TrySetCanceled(token), waiting);
        return await waiting.Task;
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
                while (!_outgoing.IsEmpty)
                {
                    var request = new ReserveManyRequest();
                    while (request.Calls.Count < MostAtOnce && _outgoing.TryDequeue(out var call))
                    {
                        request.Calls.Add(call);
                    }

                    await _stream.RequestStream.WriteAsync(request);
                }

                Volatile.Write(ref _isSending, 0);

                // Whoever came between the last look and that saw somebody at it.
            }
            while (!_outgoing.IsEmpty && Interlocked.CompareExchange(ref _isSending, 1, 0) == 0);
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException or OperationCanceledException)
        {
            Break(failure as RpcException ?? Gone());
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await _stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                foreach (var decision in _stream.ResponseStream.Current.Decisions)
                {
                    Answer(decision);
                }
            }

            Break(Gone());
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException or OperationCanceledException)
        {
            Break(failure as RpcException ?? Gone());
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
            _release(waiting.UserId, nobodys);
        }
    }

    private void Break(RpcException reason)
    {
        _broken ??= reason;
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
    private sealed class Waiting(string userId) : TaskCompletionSource<ReserveResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string UserId => userId;
    }
}
