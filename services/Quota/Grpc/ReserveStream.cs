using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Grpc.Core;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Quota.Grpc;

/// <summary>Decides on the calls of one stream: each as soon as it is read, none waiting for another; answers that are ready travel together.</summary>
/// <param name="quota">Decides on each.</param>
/// <param name="logger">Takes the faults of ours.</param>
[SuppressMessage(
    "Design", "CA1001", Justification = "Decisions may outlive the stream; a semaphore that nobody waits on by its handle has nothing to dispose of.")]
internal sealed partial class ReserveStream(IQuota quota, ILogger logger)
{
    // Beyond, the caller waits with what it still has to say.
    private const int MostUnderWay = 10_000;
    private const int MostInOneAnswer = 500;

    private readonly Channel<NumberedDecision> _answers =
        Channel.CreateUnbounded<NumberedDecision>(new UnboundedChannelOptions { SingleReader = true });

    private readonly SemaphoreSlim _room = new(MostUnderWay);
    private int _underWay = 1;

    /// <summary>Reads and answers until the caller ends the stream or the server closes its connection; what was read is answered.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<ReserveManyRequest> requests,
        IServerStreamWriter<ReserveManyResponse> responses,
        CancellationToken closing,
        CancellationToken caller)
    {
        var writing = WriteAsync(responses, caller);
        try
        {
            await ReadAsync(requests, closing, caller);
        }
        finally
        {
            Ended();
        }

        await writing;
    }

    private async Task ReadAsync(IAsyncStreamReader<ReserveManyRequest> requests, CancellationToken closing, CancellationToken caller)
    {
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = closing.UnsafeRegister(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), stopped);
        while (await await Task.WhenAny(requests.MoveNext(caller), stopped.Task))
        {
            foreach (var call in requests.Current.Calls)
            {
                await _room.WaitAsync(caller);
                Interlocked.Increment(ref _underWay);
                _ = DecideAsync(call, caller);
            }
        }
    }

    private async Task DecideAsync(NumberedCall call, CancellationToken caller)
    {
        var answer = new NumberedDecision { Number = call.Number };
        try
        {
            answer.Decision = await quota.ReserveAsync(call.Call ?? new ReserveRequest(), caller);
        }
        catch (CallException failure)
        {
            answer.Failure = new ReserveFailure { Status = (int)failure.Error.GrpcStatus, Message = failure.Error.Message };
        }
        catch (Exception fault) when (!caller.IsCancellationRequested)
        {
            LogFault(logger, fault);
            answer.Failure = new ReserveFailure { Status = (int)StatusCode.Internal, Message = CallError.Internal().Message };
        }
        catch (OperationCanceledException)
        {
            // The caller has gone; there is nobody to tell.
        }
        finally
        {
            _answers.Writer.TryWrite(answer);
            _room.Release();
            Ended();
        }
    }

    /// <summary>Ends the writing when neither the reading nor any call is under way any more.</summary>
    private void Ended()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            _answers.Writer.Complete();
        }
    }

    private async Task WriteAsync(IServerStreamWriter<ReserveManyResponse> responses, CancellationToken caller)
    {
        while (await _answers.Reader.WaitToReadAsync(caller))
        {
            var response = new ReserveManyResponse();
            while (response.Decisions.Count < MostInOneAnswer && _answers.Reader.TryRead(out var answer))
            {
                response.Decisions.Add(answer);
            }

            await responses.WriteAsync(response, caller);
        }
    }

    [LoggerMessage(EventId = 4020, Level = LogLevel.Error, Message = "A call could not be decided on")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
