using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Quota.Limits;
using Text2Llm.Quota.Reservations;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Quota.Grpc;

/// <summary><c>QuotaService</c> over the ledger.</summary>
internal sealed class QuotaGrpcService(
    IQuotaLedger ledger, IOptions<QuotaOptions> options, ILogger<QuotaGrpcService> logger) : QuotaService.QuotaServiceBase
{
    private const long MostTokens = 1_000_000_000_000_000;
    private const int LongestUserId = 128;
    private const int MostSettlements = 1000;
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    public override Task<ReserveResponse> Reserve(ReserveRequest request, ServerCallContext context) =>
        ReserveAsync(request, context.CancellationToken);

    public override Task ReserveMany(
        IAsyncStreamReader<ReserveManyRequest> requestStream, IServerStreamWriter<ReserveManyResponse> responseStream, ServerCallContext context) =>
        new ReserveStream(ReserveAsync, logger).RunAsync(requestStream, responseStream, Closing(context), context.CancellationToken);

    private async Task<ReserveResponse> ReserveAsync(ReserveRequest request, CancellationToken caller)
    {
        CheckUser(request.UserId);
        CheckTokens("estimated_tokens", request.EstimatedTokens);
        var holdFor = HoldFor(request);

        var decision = await ledger.ReserveAsync(request.UserId, request.EstimatedTokens, holdFor);
        if (decision.ReservationId is { } id && caller.IsCancellationRequested)
        {
            // The caller has given up waiting: nobody will make this call, or settle it.
            await ledger.SettleAsync(request.UserId, id, 0);
            caller.ThrowIfCancellationRequested();
        }

        var response = new ReserveResponse { Limits = { ToState("burst", decision.Requests), ToState("daily", decision.Tokens) } };
        if (decision.Refusal is { } refusal)
        {
            response.Refusal = new Refusal { Reason = refusal.Reason, RetryAfter = Duration.FromTimeSpan(refusal.RetryAfter) };
        }
        else
        {
            response.Reservation = new Reservation
            {
                Id = decision.ReservationId,
                ExpiresIn = Duration.FromTimeSpan(holdFor),
            };
        }

        return response;
    }

    public override async Task<SettleResponse> Settle(SettleRequest request, ServerCallContext context)
    {
        CheckSettlements(request.Settlements);

        // All at once: the ledger on Redis sends them on one connection without waiting between.
        var known = await Task.WhenAll(request.Settlements.Select(call =>
            ledger.SettleAsync(call.UserId, call.ReservationId, call.UsedTokens).AsTask()));
        var unknown = request.Settlements.Where((_, at) => !known[at]).Select(call => call.ReservationId);
        return new SettleResponse { UnknownReservationIds = { unknown } };
    }

    /// <summary>
    /// Cancelled when the server closes the caller's connection. Not when the host is told to stop: until readiness has been off for a while
    /// callers have nobody else to ask, and a stream opened anew would come over the same connection and end at once.
    /// </summary>
    private static CancellationToken Closing(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;

    private static void CheckSettlements(RepeatedField<Settlement> settlements)
    {
        if (settlements.Count is 0 or > MostSettlements)
        {
            throw new CallException(CallError.Invalid($"settlements has {settlements.Count} entries; it must have 1 to {MostSettlements}."));
        }

        foreach (var call in settlements)
        {
            CheckUser(call.UserId);
            CheckTokens("used_tokens", call.UsedTokens);
        }
    }

    private static void CheckUser(string userId)
    {
        if (userId.Length is 0 or > LongestUserId)
        {
            throw new CallException(CallError.Invalid($"user_id has {userId.Length} characters; it must have 1 to {LongestUserId}."));
        }
    }

    private static void CheckTokens(string field, long tokens)
    {
        if (tokens is < 0 or > MostTokens)
        {
            throw new CallException(CallError.Invalid($"{field} is {tokens}; it must be from 0 to {MostTokens}."));
        }
    }

    private TimeSpan HoldFor(ReserveRequest request)
    {
        var holdFor = request.HoldFor?.ToTimeSpan() ?? options.Value.ReservationLifetime;
        return holdFor > TimeSpan.Zero && holdFor <= LongestHold
            ? holdFor
            : throw new CallException(CallError.Invalid($"hold_for is {holdFor}; it must be above 0 and at most a day."));
    }

    private static LimitState ToState(string name, Standing standing) => new()
    {
        Name = name,
        Limit = standing.Limit,
        Remaining = standing.Remaining,
        Window = Duration.FromTimeSpan(standing.Window),
        ResetAfter = Duration.FromTimeSpan(standing.ResetAfter),
    };
}
