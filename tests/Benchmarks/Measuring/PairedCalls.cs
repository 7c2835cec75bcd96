using Text2Llm.Benchmarks.Load;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>
/// Calls the gateway and the upstream itself in turn, one at a time, so that whatever else the machine does meets both alike.
/// </summary>
internal sealed class PairedCalls(Target direct, Target gateway, Tally directTally, Tally gatewayTally)
{
    private static readonly AnswerPlan Stream = new(Events: 8, Milliseconds: 2);
    private long _id;

    /// <summary>One round of answers in one piece, which the upstream gives at once: the time that the gateway adds to each.</summary>
    public async Task<AddedTime> LatencyAsync(int pairs, CancellationToken cancel)
    {
        var (directTimes, gatewayTimes) = (new Samples(), new Samples());
        await RunAsync(
            new AnswerPlan(0, 0), pairs,
            (isDirect, exchange) => (isDirect ? directTimes : gatewayTimes).Add(exchange.Ended - exchange.Sent), null, null, cancel);
        return AddedTime.Between(directTimes, gatewayTimes);
    }

    /// <summary>One round of streams: the time added to the first event, and to every event.</summary>
    public async Task<(AddedTime FirstToken, AddedTime Event)> StreamsAsync(int pairs, CancellationToken cancel)
    {
        var (directFirst, gatewayFirst, directEvents, gatewayEvents) = (new Samples(), new Samples(), new Samples(), new Samples());
        await RunAsync(
            Stream, pairs,
            (isDirect, exchange) => (isDirect ? directFirst : gatewayFirst).Add(exchange.FirstByte - exchange.Sent), directEvents, gatewayEvents, cancel);
        return (AddedTime.Between(directFirst, gatewayFirst), AddedTime.Between(directEvents, gatewayEvents));
    }

    private async Task RunAsync(
        AnswerPlan plan, int pairs, Action<bool, Exchange> take, Samples? directEvents, Samples? gatewayEvents, CancellationToken cancel)
    {
        using var toDirect = new Caller(direct, 0, plan, directEvents);
        using var toGateway = new Caller(gateway, 0, plan, gatewayEvents);
        for (var pair = -1; pair < pairs; pair++)
        {
            // Whoever goes first meets other caches, so they take turns at that too.
            for (var turn = 0; turn < 2; turn++)
            {
                var isDirect = (pair + turn) % 2 == 0;
                var exchange = await (isDirect ? toDirect : toGateway).CallAsync(++_id, cancel);

                // The first pair opens the connections, and is not counted.
                if ((isDirect ? directTally : gatewayTally).Take(exchange) && pair >= 0)
                {
                    take(isDirect, exchange);
                }
            }
        }
    }
}
