using System.Threading.Channels;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Limits;

/// <summary>A quota service that speaks the contract, and decides when and as a test tells it to.</summary>
internal sealed class ScriptedQuota : QuotaService.QuotaServiceBase
{
    private readonly Channel<NumberedCall> _asked = Channel.CreateUnbounded<NumberedCall>();
    private volatile TaskCompletionSource _broken = new();
    private volatile IServerStreamWriter<ReserveManyResponse>? _answers;
    private int _streams;

    /// <summary>How many streams there were.</summary>
    public int Streams => _streams;

    /// <summary>The first settlement.</summary>
    public TaskCompletionSource<Settlement> Settled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async Task ReserveMany(
        IAsyncStreamReader<ReserveManyRequest> requestStream, IServerStreamWriter<ReserveManyResponse> responseStream, ServerCallContext context)
    {
        Interlocked.Increment(ref _streams);
        var broken = _broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers = responseStream;
        var reading = ReadAsync(requestStream, context.CancellationToken);
        if (await Task.WhenAny(reading, broken.Task) == broken.Task)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Broken off."));
        }
    }

    public override Task<SettleResponse> Settle(SettleRequest request, ServerCallContext context)
    {
        Settled.TrySetResult(request.Settlements[0]);
        return Task.FromResult(new SettleResponse());
    }

    /// <summary>The next so many calls that were asked about.</summary>
    public async Task<List<NumberedCall>> TakeAsync(int count)
    {
        List<NumberedCall> calls = [];
        while (calls.Count < count)
        {
            calls.Add(await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return calls;
    }

    /// <summary>Lets calls pass.</summary>
    public Task AnswerAsync(IEnumerable<NumberedCall> calls) => WriteAsync(calls.Select(call => new NumberedDecision
    {
        Number = call.Number,
        Decision = new ReserveResponse { Reservation = new Reservation { Id = $"for {call.Call.UserId}" } },
    }));

    /// <summary>Does not decide on a call.</summary>
    public Task FailAsync(NumberedCall call, StatusCode status) =>
        WriteAsync([new NumberedDecision { Number = call.Number, Failure = new ReserveFailure { Status = (int)status, Message = "Away." } }]);

    /// <summary>Breaks the stream off.</summary>
    public void Break() => _broken.TrySetResult();

    private async Task ReadAsync(IAsyncStreamReader<ReserveManyRequest> requests, CancellationToken cancel)
    {
        while (await requests.MoveNext(cancel))
        {
            foreach (var call in requests.Current.Calls)
            {
                _asked.Writer.TryWrite(call);
            }
        }
    }

    private Task WriteAsync(IEnumerable<NumberedDecision> decisions)
    {
        var response = new ReserveManyResponse();
        response.Decisions.AddRange(decisions);
        return _answers!.WriteAsync(response);
    }
}
